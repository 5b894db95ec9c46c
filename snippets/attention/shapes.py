import torch
from torch import nn

# --8<-- [start:shapes]
torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 2, batch_first=True)
x, context = torch.randn(3, 5, 8), torch.randn(3, 7, 8)
output, weights = mha(x, context, context)
print("output", tuple(output.shape))
print("weights, mean of the heads", tuple(weights.shape))
_, weights = mha(x, context, context, average_attn_weights=False)
print("weights, each head", tuple(weights.shape))
_, weights = mha(x, context, context, need_weights=False)
print("weights, need_weights=False", weights)
# --8<-- [end:shapes]

# --8<-- [start:keys]
torch.manual_seed(0)
for name, parameter in nn.MultiheadAttention(512, 8).named_parameters():
    print(f"{name:16} {tuple(parameter.shape)}")
for heads in (1, 8, 64):
    print(heads, "heads:", sum(p.numel() for p in nn.MultiheadAttention(512, heads).parameters()))
# --8<-- [end:keys]

# --8<-- [start:fails]
nn.MultiheadAttention(100, 8)
# --8<-- [end:fails]
