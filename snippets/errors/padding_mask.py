import torch
from torch import nn

# --8<-- [start:fix]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x, lengths = torch.zeros(2, 5, 8), torch.tensor([3, 5])
# zh: (批量，步数)；True 表示忽略这个位置
# en: (batch, steps); True means that this position is ignored
mask = torch.arange(5) >= lengths[:, None]
print(mask.int().tolist())
print(attention(x, x, x, key_padding_mask=mask)[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x = torch.zeros(2, 5, 8)
attention(x, x, x, key_padding_mask=torch.zeros(5, 2, dtype=torch.bool))
# --8<-- [end:fails]
