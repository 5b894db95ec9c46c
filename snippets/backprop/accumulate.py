import torch
from torch import nn

# --8<-- [start:add]
torch.manual_seed(0)
net = nn.Linear(2, 1, bias=False)
x = torch.tensor([[1.0, 2.0]])
print(net.weight.grad)
for _ in range(2):
    net(x).sum().backward()
    print(net.weight.grad.tolist())
# --8<-- [end:add]

# --8<-- [start:zero]
net.zero_grad()
print(net.weight.grad)
net(x).sum().backward()
net.zero_grad(set_to_none=False)
print(net.weight.grad.tolist())
# --8<-- [end:zero]

# --8<-- [start:fails]
net.zero_grad()
net.weight.grad.zero_()
# --8<-- [end:fails]
