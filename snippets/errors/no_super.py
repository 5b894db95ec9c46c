import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return self.factor * x


print(Net(3)(torch.ones(2)))
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return self.factor * x


Net(3)(torch.ones(2))
# --8<-- [end:fails]
