# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:block]
class Block(nn.Module):
    def __init__(self, channels, skip):
        super().__init__()
        # zh: 两层都不改变形状：(N, C, H, W) → (N, C, H, W)
        # en: both layers keep the shape: (N, C, H, W) → (N, C, H, W)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.skip = skip

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(x + y) if self.skip else F.relu(y)


def make_deep(blocks, skip, channels=8):
    return nn.Sequential(
        # zh: (N, 1, 16, 16) → (N, 8, 8, 8)
        # en: (N, 1, 16, 16) → (N, 8, 8, 8)
        nn.Conv2d(1, channels, 3, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(channels),
        nn.ReLU(),
        *(Block(channels, skip) for _ in range(blocks)),
        # zh: (N, 8, 8, 8) → (N, 8) → (N, 10)
        # en: (N, 8, 8, 8) → (N, 8) → (N, 10)
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(channels, 10),
    )
# --8<-- [end:block]


# --8<-- [start:train]
def train(net, x, target, epochs, lr=0.1):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    epoch_losses = []
    for epoch in range(epochs):
        losses = []
        for i in range(0, len(x), 50):
            optimizer.zero_grad()
            loss = F.cross_entropy(net(x[i : i + 50]), target[i : i + 50])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        epoch_losses.append(sum(losses) / len(losses))
    return epoch_losses
# --8<-- [end:train]
