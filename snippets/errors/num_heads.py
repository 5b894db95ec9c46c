import torch
from torch import nn

# --8<-- [start:fix]
attention = nn.MultiheadAttention(12, num_heads=4, batch_first=True)
x = torch.zeros(2, 5, 12)
print(attention(x, x, x)[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.MultiheadAttention(10, num_heads=4)
# --8<-- [end:fails]
