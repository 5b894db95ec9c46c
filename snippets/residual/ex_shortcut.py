import torch
from torch import nn


# --8<-- [start:block]
class Broken(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(16, 32, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(32, 32, 3, bias=False)
        self.bn2 = nn.BatchNorm2d(32)
        self.shortcut = nn.Conv2d(16, 32, 1)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return torch.relu(self.shortcut(x) + y)
# --8<-- [end:block]


# --8<-- [start:answer]
torch.manual_seed(0)
block = Broken()
block.bn1 = nn.BatchNorm2d(32)
block.conv2 = nn.Conv2d(32, 32, 3, padding=1, bias=False)
block.shortcut = nn.Conv2d(16, 32, 1, stride=2)
print(tuple(block(torch.rand(4, 16, 14, 14)).shape))
# --8<-- [end:answer]
