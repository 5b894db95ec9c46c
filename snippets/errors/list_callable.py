import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 2), nn.ReLU())

    def forward(self, x):
        return self.body(x)


print(Net()(torch.ones(1, 4)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = [nn.Linear(4, 2), nn.ReLU()]

    def forward(self, x):
        return self.body(x)


Net()(torch.ones(1, 4))
# --8<-- [end:fails]
