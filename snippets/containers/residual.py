# graph: Residual(block()) 1x8
from torch import nn


# --8<-- [start:net]
def block():
    return nn.Sequential(nn.ReLU(), nn.Linear(8, 8))


class Residual(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        # zh: 两项的形状都是 (N, 8)
        # en: both terms have the shape (N, 8)
        return x + self.body(x)
# --8<-- [end:net]
