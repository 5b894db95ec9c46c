# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:resize]
torch.manual_seed(0)
skip = torch.rand(2, 16, 17, 17)
small = nn.MaxPool2d(2)(skip)
up = nn.ConvTranspose2d(16, 16, 2, stride=2)
print("skip", tuple(skip.shape), "pooled", tuple(small.shape))
print("enlarged    ", tuple(up(small).shape))
print("output_size ", tuple(up(small, output_size=skip.shape[-2:]).shape))
resized = F.interpolate(up(small), size=skip.shape[-2:], mode="bilinear")
print("interpolate ", tuple(resized.shape))
# --8<-- [end:resize]
