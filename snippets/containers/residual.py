import torch.nn.functional as F
from torch import nn


# --8<-- [start:net]
class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 8)
        self.hidden = [nn.Linear(8, 8) for _ in range(2)]

    def forward(self, x):
        # zh: (N, 4) → (N, 8)，之后每层的结果都加回 x
        # en: (N, 4) → (N, 8), then each layer adds its result to x
        x = self.stem(x)
        for layer in self.hidden:
            x = x + F.relu(layer(x))
        return x
# --8<-- [end:net]
