import torch
from torch import nn

# --8<-- [start:fix]
image = torch.zeros(3, 8, 8)
# zh: 加上批量维，放大后再去掉
# en: add a batch dimension, and take it off again
large = nn.functional.interpolate(image[None], size=(16, 16))[0]
print(large.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = torch.zeros(3, 8, 8)
nn.functional.interpolate(image, size=(16, 16))
# --8<-- [end:fails]
