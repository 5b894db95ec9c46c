import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
conv = nn.Conv2d(1, 6, 5)
image = np.zeros((28, 28), dtype=np.float32)
print(conv(torch.from_numpy(image)[None, None]).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5)
image = np.zeros((1, 1, 28, 28), dtype=np.float32)
conv(image)
# --8<-- [end:fails]
