import torch
from torch import nn

# --8<-- [start:moves]
torch.manual_seed(0)
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
net(torch.ones(2, 3)).sum().backward()
optimizer.step()
velocity = optimizer.state[net.weight]["momentum_buffer"]

net.to("meta")
print("weight moved:", net.weight.is_meta)
print("gradient moved:", net.weight.grad.is_meta)
print("velocity moved:", velocity.is_meta)
# --8<-- [end:moves]
