import torch

# --8<-- [start:cut]
weight = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.0)
for step in range(3):
    # zh: 上一步的图到此为止
    # en: the graph of the previous step ends here
    state = torch.tanh(weight * state.detach())
    state.backward()
    print("step", step, "weight.grad", round(weight.grad.item(), 4))
# --8<-- [end:cut]

# --8<-- [start:fails]
weight = torch.tensor(0.5, requires_grad=True)
state = torch.tensor(1.0)
for step in range(3):
    print("step", step)
    state = torch.tanh(weight * state)
    state.backward()
# --8<-- [end:fails]
