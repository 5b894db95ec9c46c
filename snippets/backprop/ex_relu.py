import torch

# --8<-- [start:answer]
x, target = torch.tensor(2.0), torch.tensor(1.0)
w1 = torch.tensor(1.5, requires_grad=True)
w2 = torch.tensor(-1.0, requires_grad=True)
h = torch.relu(w1 * x)
output = w2 * h
loss = (output - target) ** 2
loss.backward()
print("loss", loss.item(), "w1.grad", w1.grad.item(), "w2.grad", w2.grad.item())
# --8<-- [end:answer]
