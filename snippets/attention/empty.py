import torch
import torch.nn.functional as F
from torch import nn

from snippets.attention.by_hand import attention

# --8<-- [start:empty]
torch.manual_seed(0)
x = torch.randn(1, 3, 4)
nothing = torch.zeros(1, 3, 3, dtype=torch.bool)
print("by hand", attention(x, x, x, nothing)[0][0, 0].tolist())
print("scaled_dot_product_attention", F.scaled_dot_product_attention(x, x, x, nothing)[0, 0].tolist())

mha = nn.MultiheadAttention(4, 1, batch_first=True)
hidden = torch.ones(1, 3, dtype=torch.bool)
for need_weights in (True, False):
    output, _ = mha(x, x, x, key_padding_mask=hidden, need_weights=need_weights)
    print("need_weights", need_weights, output[0, 0].tolist())
# --8<-- [end:empty]
