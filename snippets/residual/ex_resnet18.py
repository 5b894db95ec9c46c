import torch
from torch import nn

from snippets.residual.net import make_stage

# --8<-- [start:answer]
with torch.device("meta"):
    net = nn.Sequential(
        nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(3, stride=2, padding=1),
        make_stage(64, 64, 2, stride=1),
        make_stage(64, 128, 2, stride=2),
        make_stage(128, 256, 2, stride=2),
        make_stage(256, 512, 2, stride=2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(512, 1000),
    )
    print(tuple(net(torch.zeros(2, 3, 224, 224)).shape))
print(f"{sum(p.numel() for p in net.parameters()):,}")
# --8<-- [end:answer]
