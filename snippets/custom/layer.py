import torch
from torch import nn


# --8<-- [start:layer]
class RMSNorm(nn.Module):
    def __init__(self, features, eps=1e-6, device=None, dtype=None):
        super().__init__()
        self.features = features
        self.eps = eps
        # zh: 先只分配内存，数值由 reset_parameters 填
        # en: memory only; reset_parameters fills it
        weight = torch.empty(features, device=device, dtype=dtype)
        self.weight = nn.Parameter(weight)
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.ones_(self.weight)

    def forward(self, x):
        # zh: float16、bfloat16 → float32；float32、float64 不变
        # en: float16, bfloat16 → float32; float32, float64 unchanged
        h = x.to(torch.promote_types(x.dtype, torch.float32))
        mean_square = h.square().mean(-1, keepdim=True)
        h = h * torch.rsqrt(mean_square + self.eps)
        return (h * self.weight).to(x.dtype)

    def extra_repr(self):
        return f"{self.features}, eps={self.eps}"
# --8<-- [end:layer]
