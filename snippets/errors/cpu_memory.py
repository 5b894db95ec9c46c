import torch
from torch import nn

# --8<-- [start:fix]
# zh: 全局平均池化之后，全连接层与图像大小无关
# en: after global average pooling the linear layer does not depend on the image size
head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
print(sum(p.numel() for p in head.parameters()), head(torch.zeros(1, 64, 100, 100)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the allocator is in the text
# zh: 展平 1000×1000 的特征图，再接全连接层
# en: a feature map of 1000×1000 is flattened and followed by a linear layer
nn.Linear(64 * 1000 * 1000, 64 * 1000)
# --8<-- [end:fails]
