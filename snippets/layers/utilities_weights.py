# ruff: noqa: E402
import torch
from torch import nn

# --8<-- [start:parametrizations]
torch.manual_seed(0)
layer = nn.utils.parametrizations.orthogonal(nn.Linear(3, 3))
print("product", (layer.weight @ layer.weight.T).detach().round(decimals=3).abs())
nn.utils.parametrize.remove_parametrizations(layer, "weight")
print("names", [name for name, _ in layer.named_parameters()])
# --8<-- [end:parametrizations]

# --8<-- [start:fuse]
torch.manual_seed(0)
conv, norm = nn.Conv2d(1, 4, 3).eval(), nn.BatchNorm2d(4).eval()
one = nn.utils.fuse_conv_bn_eval(conv, norm)
x = torch.randn(2, 1, 8, 8)
print("same", torch.allclose(one(x), norm(conv(x)), atol=1e-6))
# --8<-- [end:fuse]

# --8<-- [start:skip_init]
layer = nn.utils.skip_init(nn.Linear, 3, 2, bias=False)
nn.init.zeros_(layer.weight)
print("weight", layer.weight)
# --8<-- [end:skip_init]

# --8<-- [start:prune]
from torch.nn.utils import prune

layer = nn.Linear(4, 1, bias=False)
layer.weight.data = torch.tensor([[1.0, -3.0, 2.0, -4.0]])
# zh: 绝对值最小的一半变成零
# en: the half with the smallest absolute values becomes zero
prune.l1_unstructured(layer, "weight", amount=0.5)
print("pruned", layer.weight.tolist())
print("names", [*dict(layer.named_parameters()), *dict(layer.named_buffers())])
prune.remove(layer, "weight")
print("after", [name for name, _ in layer.named_parameters()])
# --8<-- [end:prune]
