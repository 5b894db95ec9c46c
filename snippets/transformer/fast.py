import torch
from torch import nn

# --8<-- [start:warns]
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(32, 2, 64, batch_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=2).eval()
x = torch.randn(2, 5, 32)
padding = torch.arange(5) >= torch.tensor([[3], [5]])
slow = encoder(x, src_key_padding_mask=padding)
with torch.no_grad():
    fast = encoder(x, src_key_padding_mask=padding)
print("sentence 0, largest values, slow", [round(v, 1) for v in slow[0].abs().amax(dim=-1).tolist()])
print("sentence 0, largest values, fast", [round(v, 1) for v in fast[0].abs().amax(dim=-1).tolist()])
print("equal where there is data", torch.allclose(slow[~padding], fast[~padding], atol=1e-5))
# --8<-- [end:warns]
