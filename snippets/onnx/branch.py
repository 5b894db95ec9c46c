import torch
from torch import nn


# --8<-- [start:net]
class Sign(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            return x
        return -x
# --8<-- [end:net]


# --8<-- [start:fails_branch]
torch.onnx.export(Sign().eval(), (torch.ones(3),), verbose=False)
# --8<-- [end:fails_branch]
