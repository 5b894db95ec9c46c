import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parametrize

from snippets.custom.layer import RMSNorm


# --8<-- [start:class]
class Softplus(nn.Module):
    def forward(self, raw):
        return F.softplus(raw)


class Positive(Softplus):
    def right_inverse(self, w):
        # zh: softplus(y) = w 的解
        # en: the solution y of softplus(y) = w
        return torch.log(torch.expm1(w))
# --8<-- [end:class]


# --8<-- [start:use]
for rule in (Softplus(), Positive()):
    layer = RMSNorm(2)
    parametrize.register_parametrization(layer, "weight", rule)
    raw = layer.parametrizations.weight.original
    print(type(rule).__name__)
    for name, tensor in (("original", raw), ("weight", layer.weight)):
        print("   ", name, [round(value, 2) for value in tensor.tolist()])
layer.weight = torch.tensor([0.5, 2.0])
print("assigned", [round(value, 2) for value in layer.weight.tolist()])
# --8<-- [end:use]
