import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:answer]
class OwnLinear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        self.bias = nn.Parameter(torch.empty(out_features))
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1 / self.weight.shape[1] ** 0.5
        nn.init.uniform_(self.weight, -bound, bound)
        nn.init.uniform_(self.bias, -bound, bound)

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)

    def extra_repr(self):
        out_features, in_features = self.weight.shape
        return f"{in_features}, {out_features}"


layers = []
for kind in (OwnLinear, nn.Linear):
    torch.manual_seed(0)
    layers.append(kind(5, 3))
own, reference = layers
print(own)
print("same weight", torch.allclose(own.weight, reference.weight))
print("same bias", torch.allclose(own.bias, reference.bias))
# --8<-- [end:answer]
