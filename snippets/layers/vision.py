import torch
from torch import nn

# --8<-- [start:Flatten]
x = torch.zeros(4, 16, 5, 5)
print("shape", nn.Flatten()(x).shape)
# --8<-- [end:Flatten]

# --8<-- [start:Unflatten]
x = torch.zeros(4, 400)
print("shape", nn.Unflatten(1, (16, 5, 5))(x).shape)
# --8<-- [end:Unflatten]

# --8<-- [start:Upsample]
x = torch.zeros(1, 3, 8, 8)
up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
print("shape", up(x).shape)
# --8<-- [end:Upsample]

# --8<-- [start:UpsamplingNearest2d]
x = torch.tensor([[[[1.0, 2.0]]]])
print(nn.UpsamplingNearest2d(scale_factor=2)(x).tolist())
# --8<-- [end:UpsamplingNearest2d]

# --8<-- [start:UpsamplingBilinear2d]
x = torch.tensor([[[[1.0, 2.0]]]])
y = nn.UpsamplingBilinear2d(size=(1, 3))(x)
print(y.tolist())
# --8<-- [end:UpsamplingBilinear2d]

# --8<-- [start:PixelShuffle]
# zh: 12 个通道变成 3 个，高和宽各变成 2 倍
# en: 12 channels become 3, height and width become twice as large
x = torch.zeros(1, 12, 8, 8)
print("shape", nn.PixelShuffle(2)(x).shape)
# --8<-- [end:PixelShuffle]

# --8<-- [start:PixelUnshuffle]
x = torch.zeros(1, 3, 16, 16)
print("shape", nn.PixelUnshuffle(2)(x).shape)
# --8<-- [end:PixelUnshuffle]

# --8<-- [start:ChannelShuffle]
x = torch.arange(6.0).view(1, 6, 1, 1)
print(nn.ChannelShuffle(2)(x).flatten().tolist())
# --8<-- [end:ChannelShuffle]
