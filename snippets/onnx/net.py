# graph: Net() batchx1x8x8
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(36, 10)

    def forward(self, x):
        # zh: (N, 1, 8, 8) → (N, 4, 6, 6) → (N, 4, 3, 3)
        # en: (N, 1, 8, 8) → (N, 4, 6, 6) → (N, 4, 3, 3)
        x = F.max_pool2d(torch.relu(self.bn(self.conv(x))), 2)
        # zh: (N, 4, 3, 3) → (N, 36) → (N, 10)
        # en: (N, 4, 3, 3) → (N, 36) → (N, 10)
        return self.fc(self.drop(torch.flatten(x, 1)))
# --8<-- [end:net]
