import torch
from torch import nn

# --8<-- [start:add]
torch.manual_seed(0)
net = nn.Linear(2, 1, bias=False)
x = torch.tensor([[1.0, 2.0]])
print("new     ", net.weight.grad)
for count in (1, 2):
    net(x).sum().backward()
    print("backward", count, net.weight.grad.tolist())
# --8<-- [end:add]

# --8<-- [start:zero]
net.zero_grad()
print("zero_grad()", net.weight.grad)
net(x).sum().backward()
net.zero_grad(set_to_none=False)
print("set_to_none=False", net.weight.grad.tolist())
# --8<-- [end:zero]

# --8<-- [start:fails]
net.zero_grad()
net.weight.grad.zero_()
# --8<-- [end:fails]
