# ruff: noqa: F401
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [end:imports]
# --8<-- [start:data]
def make_batch(size):
    x = torch.randint(10, (size, 8))
    return x, x.sort(dim=1).values
# --8<-- [end:data]
