import torch
from torch import nn

from snippets.custom.plain import PlainRMSNorm

# --8<-- [start:equal]
torch.manual_seed(0)
own, reference = PlainRMSNorm(8), nn.RMSNorm(8, eps=1e-6)
nn.init.uniform_(own.weight)
reference.load_state_dict(own.state_dict())
x = torch.randn(2, 5, 8)
for layer in (own, reference):
    layer(x).square().sum().backward()
print("parameters", [name for name, _ in own.named_parameters()])
print("same output", torch.allclose(own(x), reference(x)))
print("same gradient", torch.allclose(own.weight.grad, reference.weight.grad))
# --8<-- [end:equal]

# --8<-- [start:half]
x = torch.full((1, 8), 300.0, dtype=torch.float16)
for layer in (PlainRMSNorm(8), nn.RMSNorm(8, eps=1e-6)):
    print(type(layer).__name__, layer.half()(x)[0, 0].item())
print("300 squared in float16", x.square()[0, 0].item())
# --8<-- [end:half]
