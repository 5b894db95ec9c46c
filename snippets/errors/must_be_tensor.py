import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
# zh: 列表和数组先变成 float32 的张量
# en: lists and arrays become tensors of float32 first
layer = nn.Linear(3, 2)
print(layer(torch.tensor([1.0, 2.0, 3.0])).shape)
print(layer(torch.as_tensor(np.ones((4, 3)), dtype=torch.float32)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer([1.0, 2.0, 3.0])
# --8<-- [end:fails]
