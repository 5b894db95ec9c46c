import numpy as np
import torch
from torch import nn

# --8<-- [start:fix]
norm = nn.BatchNorm1d(3)
x = np.ones((2, 3))
print(norm(torch.as_tensor(x, dtype=torch.float32)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
norm = nn.BatchNorm1d(3)
x = np.ones((2, 3))
norm(x)
# --8<-- [end:fails]
