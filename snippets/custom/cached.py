import torch
from torch import nn
from torch.nn.utils import parametrize

# --8<-- [start:cached]
calls = []


class Halve(nn.Module):
    def forward(self, w):
        calls.append(tuple(w.shape))
        return w / 2


torch.manual_seed(0)
layer = nn.Linear(4, 2)
parametrize.register_parametrization(layer, "weight", Halve())
x = torch.rand(5, 4)
calls.clear()
layer(x), layer(x)
print("two calls of the layer   ", len(calls))
calls.clear()
with parametrize.cached():
    layer(x), layer(x)
print("two calls inside cached()", len(calls))
# --8<-- [end:cached]
