from snippets.pooling.image import x

# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:pools]
print("max", nn.MaxPool2d(2)(x)[0, 0].tolist())
print("mean", nn.AvgPool2d(2)(x)[0, 0].tolist())
print("function", torch.equal(F.max_pool2d(x, 2), nn.MaxPool2d(2)(x)))
# --8<-- [end:pools]
