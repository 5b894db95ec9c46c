import torch
from torch import nn

# --8<-- [start:rms]
torch.manual_seed(0)
x = torch.randn(2, 8) + 3
eps = torch.finfo(x.dtype).eps
rms = (x.square().mean(-1, keepdim=True) + eps).sqrt()
y = nn.RMSNorm(8)(x)
print("equal:", torch.allclose(y, x / rms))
print("mean", f"LayerNorm {nn.LayerNorm(8)(x).mean().abs():.1f} RMSNorm {y.mean():.1f}")
print("parameters", [name for name, _ in nn.RMSNorm(8).named_parameters()])
# --8<-- [end:rms]
