import torch
from torch import nn

# --8<-- [start:fix]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x = torch.zeros(3, 5, 8)
causal = torch.ones(5, 5, dtype=torch.bool).triu(1)
print(attention(x, x, x, attn_mask=causal)[0].shape)
# zh: 每个样本一个掩码：先对每个头重复，(3 · 2, 5, 5)
# en: one mask for each sample: repeat it for each head, (3 · 2, 5, 5)
each = causal.expand(3, 5, 5).repeat_interleave(2, dim=0)
print(attention(x, x, x, attn_mask=each)[0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x = torch.zeros(3, 5, 8)
attention(x, x, x, attn_mask=torch.zeros(4, 4))
# --8<-- [end:fails]
