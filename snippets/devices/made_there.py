import torch
from torch import nn


# --8<-- [start:there]
class Ramp(nn.Module):
    def forward(self, x):
        return x + torch.arange(3.0, device=x.device)


print(Ramp()(torch.ones(2, 3)).tolist())
print(Ramp()(torch.ones(2, 3, device="meta")).device)
# --8<-- [end:there]
