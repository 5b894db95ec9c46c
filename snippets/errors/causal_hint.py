import torch
from torch import nn

# --8<-- [start:fix]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x = torch.zeros(2, 5, 8)
causal = nn.Transformer.generate_square_subsequent_mask(5)
out, _ = attention(x, x, x, attn_mask=causal, is_causal=True, need_weights=False)
print(out.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
x = torch.zeros(2, 5, 8)
attention(x, x, x, is_causal=True)
# --8<-- [end:fails]
