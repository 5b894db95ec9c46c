import torch
from torch import nn

# --8<-- [start:pointwise]
torch.manual_seed(0)
conv, linear = nn.Conv2d(64, 16, 1), nn.Linear(64, 16)
with torch.no_grad():
    # zh: (16, 64) → (16, 64, 1, 1)
    # en: (16, 64) → (16, 64, 1, 1)
    conv.weight.copy_(linear.weight[:, :, None, None])
    conv.bias.copy_(linear.bias)

features = torch.rand(1, 64, 28, 28)
y = conv(features)
print(tuple(features.shape), "->", tuple(y.shape))
# zh: 同一个线性层作用在一个像素的 64 个数上
# en: the same linear layer, applied to the 64 numbers of one pixel
pixel = linear(features[0, :, 5, 9])
print(torch.allclose(y[0, :, 5, 9], pixel, atol=1e-5))
# --8<-- [end:pointwise]
