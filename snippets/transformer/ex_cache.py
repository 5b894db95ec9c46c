import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:answer]
def split(x, heads):
    # zh: (N, L, E) → (N, H, L, E/H)
    # en: (N, L, E) → (N, H, L, E/H)
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def step(mha, x, cache):
    # zh: x 只有新的位置：(N, 1, E)
    # en: x is the new position alone: (N, 1, E)
    q, k, v = F.linear(x, mha.in_proj_weight, mha.in_proj_bias).chunk(3, dim=-1)
    if cache is not None:
        k, v = torch.cat([cache[0], k], dim=1), torch.cat([cache[1], v], dim=1)
    heads = F.scaled_dot_product_attention(*(split(t, mha.num_heads) for t in (q, k, v)))
    return mha.out_proj(heads.transpose(1, 2).flatten(-2)), (k, v)


torch.manual_seed(0)
mha = nn.MultiheadAttention(32, 2, batch_first=True)
x = torch.randn(4, 8, 32)
future = torch.ones(8, 8, dtype=torch.bool).triu(diagonal=1)
whole = mha(x, x, x, attn_mask=future)[0]

cache, outputs = None, []
for index in range(8):
    output, cache = step(mha, x[:, index : index + 1], cache)
    outputs.append(output)
print("equal", torch.allclose(torch.cat(outputs, dim=1), whole, atol=1e-6))
print("cache", tuple(cache[0].shape), tuple(cache[1].shape))
# --8<-- [end:answer]
