import torch
from torch import nn

# --8<-- [start:warns]
net = nn.Linear(3, 1)
net(torch.ones(2, 3)).sum().backward()
parameters = net.parameters()
optimizer = torch.optim.SGD(parameters, lr=0.1)
print(nn.utils.clip_grad_norm_(parameters, 1.0))
# --8<-- [end:warns]

# --8<-- [start:fix]
print(nn.utils.clip_grad_norm_(net.parameters(), 1.0))
# --8<-- [end:fix]
