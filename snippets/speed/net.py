# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3, padding=1)
        self.fc = nn.Linear(8 * 16 * 16, 10)

    def forward(self, x):
        h = F.relu(self.conv(x))
        # zh: 一次处理一张图：(8, 16, 16) → (2048,)
        # en: one image at a time: (8, 16, 16) → (2048,)
        rows = [self.fc(image.flatten()) for image in h]
        return torch.stack(rows)
# --8<-- [end:net]


# --8<-- [start:batched]
class Batched(Net):
    def forward(self, x):
        # zh: (N, 8, 16, 16) → (N, 2048) → (N, 10)
        # en: (N, 8, 16, 16) → (N, 2048) → (N, 10)
        return self.fc(F.relu(self.conv(x)).flatten(1))
# --8<-- [end:batched]
