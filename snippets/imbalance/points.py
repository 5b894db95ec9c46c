# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:points]
def points(n):
    # zh: 每 20 个样本有 1 个是正类；正类的点整体偏移
    # en: 1 of 20 samples is positive; the positive points are shifted
    target = (torch.arange(n) % 20 == 0).float()
    x = torch.randn(n, 2) + target.unsqueeze(1) * torch.tensor([1.8, 1.0])
    return x, target


def make_sets():
    torch.manual_seed(0)
    return points(1000), points(4000), points(20_000)
# --8<-- [end:points]
