import torch
from torch import nn


# --8<-- [start:net]
class Ramp(nn.Module):
    def forward(self, x):
        # zh: x (N, 3) 加上 0、1、2
        # en: x (N, 3) plus 0, 1, 2
        return x + torch.arange(3.0)
# --8<-- [end:net]


# --8<-- [start:fails]
# device: cpu, the message names the devices
x = torch.ones(2, 3, device="meta")
Ramp().to("meta")(x)
# --8<-- [end:fails]
