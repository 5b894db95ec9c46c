import torch
import torch.nn.functional as F
from torch import nn

from snippets.attention.heads import merge, split

# --8<-- [start:equal]
torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 2, batch_first=True)
x = torch.randn(3, 5, 8)
# zh: 一次矩阵乘法算出查询、键和值：(3, 5, 8) → (3, 5, 24)，再分成三份
# en: one matrix product for queries, keys and values: (3, 5, 8) → (3, 5, 24), then three parts
q, k, v = F.linear(x, mha.in_proj_weight, mha.in_proj_bias).chunk(3, dim=-1)
heads = F.scaled_dot_product_attention(split(q, 2), split(k, 2), split(v, 2))
print("heads", tuple(heads.shape))
output = mha.out_proj(merge(heads))
print("equal", torch.allclose(output, mha(x, x, x)[0], atol=1e-6))
# --8<-- [end:equal]
