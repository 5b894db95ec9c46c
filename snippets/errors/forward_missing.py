import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Linear(4, 2)
x = torch.ones(1, 4)
print(net(x).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def forward(self, x):
        return 2 * x


net = Net()
net()
# --8<-- [end:fails]
