import torch
import torch.nn.functional as F
from torch import nn

from snippets.attention.heads import merge, split

# --8<-- [start:true]
torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 2, batch_first=True)
x = torch.randn(2, 5, 8)
real = torch.arange(5) < torch.tensor([[3], [5]])
past = torch.ones(5, 5, dtype=torch.bool).tril()

# zh: 这里 True 表示遮住
# en: here True means hidden
output = mha(x, x, x, key_padding_mask=~real, attn_mask=~past)[0]

# zh: 这里 True 表示参与：(2, 1, 1, 5) 与 (5, 5) → (2, 1, 5, 5)
# en: here True means that it takes part: (2, 1, 1, 5) and (5, 5) → (2, 1, 5, 5)
q, k, v = F.linear(x, mha.in_proj_weight, mha.in_proj_bias).chunk(3, dim=-1)
both = real[:, None, None, :] & past
heads = F.scaled_dot_product_attention(split(q, 2), split(k, 2), split(v, 2), attn_mask=both)
print("equal", torch.allclose(output, mha.out_proj(merge(heads)), atol=1e-6))
# --8<-- [end:true]

# --8<-- [start:fails]
mha(x, x, x, attn_mask=~(real[:, None, :] & past))
# --8<-- [end:fails]
