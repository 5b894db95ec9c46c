# graph: ResNet(10, (8, 16, 32), 1) 1x1x16x16
import torch
from torch import nn

from snippets.residual.block import BasicBlock


# --8<-- [start:net]
def make_stage(in_channels, out_channels, blocks, stride):
    # zh: 第一个块改变通道数和大小，其余的块不改变形状
    # en: the first block changes channels and size, the others keep the shape
    first = BasicBlock(in_channels, out_channels, stride)
    others = [BasicBlock(out_channels, out_channels) for _ in range(blocks - 1)]
    return nn.Sequential(first, *others)


class ResNet(nn.Module):
    def __init__(self, classes, widths, blocks):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, widths[0], 3, padding=1, bias=False),
            nn.BatchNorm2d(widths[0]),
            nn.ReLU(),
        )
        self.stage1 = make_stage(widths[0], widths[0], blocks, stride=1)
        self.stage2 = make_stage(widths[0], widths[1], blocks, stride=2)
        self.stage3 = make_stage(widths[1], widths[2], blocks, stride=2)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(widths[2], classes)

    def forward(self, x):
        x = self.stem(x)
        x = self.stage3(self.stage2(self.stage1(x)))
        # zh: (N, 32, 4, 4) → (N, 32, 1, 1) → (N, 32)
        # en: (N, 32, 4, 4) → (N, 32, 1, 1) → (N, 32)
        x = torch.flatten(self.pool(x), 1)
        return self.fc(x)
# --8<-- [end:net]
