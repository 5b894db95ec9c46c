import torch
import torch.nn.functional as F

from snippets.attention.by_hand import attention

# --8<-- [start:causal]
torch.manual_seed(0)
x = torch.randn(1, 4, 8)
past = torch.ones(4, 4, dtype=torch.bool).tril()
output, weights = attention(x, x, x, past)
for row in weights[0].tolist():
    print([round(w, 2) for w in row])
same = F.scaled_dot_product_attention(x, x, x, is_causal=True)
print("is_causal=True is the same", torch.allclose(output, same, atol=1e-6))
# --8<-- [end:causal]
