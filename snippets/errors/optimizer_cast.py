import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 1).double()
optimizer = torch.optim.Adam(net.parameters())
net(torch.ones(2, 3).double()).sum().backward()
optimizer.step()
print(optimizer.state[net.weight]["exp_avg"].dtype)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 1)
optimizer = torch.optim.Adam(net.parameters(), foreach=False)
net(torch.ones(2, 3)).sum().backward()
optimizer.step()
net.double().zero_grad()
net(torch.ones(2, 3).double()).sum().backward()
optimizer.step()
# --8<-- [end:fails]
