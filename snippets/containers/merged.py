import torch.nn.functional as F
from torch import nn


# --8<-- [start:net]
class Merged(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 5, 2)
        self.fc = nn.Linear(45, 8)

    def forward(self, x):
        x = F.relu(self.conv(x))
        x = x.view(1, -1)
        return F.relu(self.fc(x))
# --8<-- [end:net]
