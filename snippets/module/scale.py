# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:net]
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        # zh: 一个可以训练的张量，初始值是 2
        # en: one tensor that can be trained; it starts at 2
        self.factor = nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        # zh: 每个元素乘以 factor，形状不变
        # en: each element times factor; the shape stays
        return self.factor * x
# --8<-- [end:net]
