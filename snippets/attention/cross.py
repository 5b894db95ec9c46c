import torch

from snippets.attention.layer import Attention

# --8<-- [start:shapes]
torch.manual_seed(0)
layer = Attention(8)
x, context = torch.randn(2, 5, 8), torch.randn(2, 7, 8)
for name, source in (("self-attention", x), ("cross-attention", context)):
    output, weights = layer(x, source)
    print(name, "output", tuple(output.shape), "weights", tuple(weights.shape))
# --8<-- [end:shapes]
