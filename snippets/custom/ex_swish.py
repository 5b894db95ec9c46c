import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:answer]
class Swish(nn.Module):
    def __init__(self, device=None, dtype=None):
        super().__init__()
        self.beta = nn.Parameter(torch.empty((), device=device, dtype=dtype))
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.ones_(self.beta)

    def forward(self, x):
        return x * torch.sigmoid(self.beta * x)


x = torch.linspace(-3, 3, 7)
swish = Swish()
print("equals silu", torch.allclose(swish(x), F.silu(x)))
swish(x).sum().backward()
print("gradient of beta", round(swish.beta.grad.item(), 2))
# --8<-- [end:answer]
