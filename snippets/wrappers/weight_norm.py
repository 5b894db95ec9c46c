import torch
from torch import nn

# --8<-- [start:keys]
from torch.nn.utils import parametrizations, parametrize

torch.manual_seed(0)
layer = nn.Linear(2, 3)
weight = layer.weight.detach().clone()
parametrizations.weight_norm(layer)
for key, value in layer.state_dict().items():
    print(key, tuple(value.shape))

original1 = layer.parametrizations.weight.original1
print("original1 is the old weight:", torch.equal(original1, weight))
with torch.no_grad():
    original1 *= 10
print("weight unchanged:", torch.allclose(layer.weight, weight))
# --8<-- [end:keys]

# --8<-- [start:remove]
parametrize.remove_parametrizations(layer, "weight")
print(*layer.state_dict())
print("weight unchanged:", torch.allclose(layer.weight, weight))
# --8<-- [end:remove]
