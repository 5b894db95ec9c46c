import torch

from snippets.module.scale import Scale

# --8<-- [start:call]
net = Scale()
x = torch.tensor([1.0, 2.0, 3.0])
y = net(x)
print("y =", y.tolist())
# --8<-- [end:call]

# --8<-- [start:names]
for name, parameter in net.named_parameters():
    print(name, "=", parameter.item())
# --8<-- [end:names]

# --8<-- [start:backward]
total = y.sum()
total.backward()
print("total =", total.item())
print("factor =", net.factor.item())
print("factor.grad =", net.factor.grad.item())
# --8<-- [end:backward]

# --8<-- [start:step]
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
optimizer.step()
print(f"factor = {net.factor.item():.2f}")
print(f"total = {net(x).sum().item():.2f}")
# --8<-- [end:step]
