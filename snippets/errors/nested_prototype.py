import torch
from torch import nn

# --8<-- [start:warns]
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(8, 2, batch_first=True)
net = nn.TransformerEncoder(layer, num_layers=1).eval()
padding = torch.tensor([[False, False, True], [False, False, True]])
with torch.no_grad():
    out = net(torch.ones(2, 3, 8), src_key_padding_mask=padding)
print(tuple(out.shape), "padded position", out[:, 2].abs().max().item())
# --8<-- [end:warns]

# --8<-- [start:fix]
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(8, 2, batch_first=True)
net = nn.TransformerEncoder(layer, num_layers=1, enable_nested_tensor=False).eval()
with torch.no_grad():
    out = net(torch.ones(2, 3, 8), src_key_padding_mask=padding)
print(tuple(out.shape), "padded position is 0:", out[:, 2].abs().max().item() == 0)
# --8<-- [end:fix]
