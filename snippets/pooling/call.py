import torch
from torch import nn

from snippets.pooling.block import block

# --8<-- [start:call]
torch.manual_seed(0)
net = nn.Sequential(
    block(3, 16),
    # zh: (N, 16, H, W) → (N, 32, H/2, W/2) → (N, 64, H/4, W/4)
    # en: (N, 16, H, W) → (N, 32, H/2, W/2) → (N, 64, H/4, W/4)
    block(16, 32, stride=2),
    block(32, 64, stride=2),
    # zh: (N, 64, H/4, W/4) → (N, 64, 1, 1) → (N, 64)
    # en: (N, 64, H/4, W/4) → (N, 64, 1, 1) → (N, 64)
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(64, 10),
)
for height, width in ((32, 32), (48, 64)):
    images = torch.rand(8, 3, height, width)
    print(tuple(images.shape), "->", tuple(net(images).shape))
print("parameters", sum(p.numel() for p in net.parameters()))
# --8<-- [end:call]
