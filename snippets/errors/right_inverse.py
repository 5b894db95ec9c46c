import torch
from torch import nn
from torch.nn.utils import parametrize


# --8<-- [start:fix]
class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).T

    def right_inverse(self, w):
        return w


layer = nn.Linear(2, 2)
parametrize.register_parametrization(layer, "weight", Symmetric())
layer.weight = torch.eye(2)
print(layer.weight.tolist())
# --8<-- [end:fix]


# --8<-- [start:fails]
class Symmetric(nn.Module):
    def forward(self, w):
        return w.triu() + w.triu(1).T


layer = nn.Linear(2, 2)
parametrize.register_parametrization(layer, "weight", Symmetric())
layer.weight = torch.eye(2)
# --8<-- [end:fails]
