import torch
from torch import nn

# --8<-- [start:proof]
net = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
loss = nn.MSELoss()(net(torch.ones(1, 4)), torch.zeros(1, 2))
linear = loss.grad_fn.next_functions[0][0]
print(linear.name(), [node.name() for node, _ in linear.next_functions])
# --8<-- [end:proof]
