# graph: LeNet() 1x1x32x32
# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:net]
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        # zh: 1 张灰度图 → 6 张特征图 → 16 张特征图，卷积核都是 5×5
        # en: 1 grey image → 6 maps → 16 maps, all kernels 5×5
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        # zh: 16 张 5×5 的特征图排成 400 个数 → 120 → 84 → 10 个得分
        # en: 16 maps of 5×5 make 400 numbers → 120 → 84 → 10 scores
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        # zh: (N, 1, 32, 32) → (N, 6, 14, 14)
        # en: (N, 1, 32, 32) → (N, 6, 14, 14)
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        # zh: (N, 6, 14, 14) → (N, 16, 5, 5)
        # en: (N, 6, 14, 14) → (N, 16, 5, 5)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # zh: (N, 16, 5, 5) → (N, 400)，第 0 维是批量，不动
        # en: (N, 16, 5, 5) → (N, 400); dimension 0, the batch, stays
        x = torch.flatten(x, 1)
        # zh: (N, 400) → (N, 120) → (N, 84) → (N, 10)
        # en: (N, 400) → (N, 120) → (N, 84) → (N, 10)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
# --8<-- [end:net]
