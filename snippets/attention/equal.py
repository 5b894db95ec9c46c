import torch
import torch.nn.functional as F

from snippets.attention.by_hand import attention

# --8<-- [start:equal]
torch.manual_seed(0)
query = torch.randn(2, 5, 8)
key = torch.randn(2, 7, 8)
value = torch.randn(2, 7, 6)
output, weights = attention(query, key, value)
print("weights", tuple(weights.shape))
print("output", tuple(output.shape))
print("rows add up to 1", torch.allclose(weights.sum(dim=-1), torch.ones(2, 5)))
print("equal", torch.allclose(output, F.scaled_dot_product_attention(query, key, value), atol=1e-6))
# --8<-- [end:equal]
