# ruff: noqa: F401
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:outlier]
# zh: 五次送货用的分钟数，最后一次遇上堵车
# en: minutes of five deliveries; the last was caught in a traffic jam
target = torch.tensor([10.0, 11.0, 12.0, 13.0, 64.0])
# zh: 对五次都回答同一个数 c，从 0 到 80 逐一试
# en: answer the same c for all five, and try each c from 0 to 80
answers = torch.arange(0.0, 81.0)
for criterion in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    losses = [criterion(c.expand(5), target).item() for c in answers]
    best = losses.index(min(losses))
    print(f"{type(criterion).__name__:9}  best c {best}")
print(f"mean {target.mean().item():.0f}  median {target.median().item():.0f}")
# --8<-- [end:outlier]
