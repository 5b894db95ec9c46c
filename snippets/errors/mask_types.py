import torch
from torch import nn

# --8<-- [start:warns]
layer = nn.TransformerEncoderLayer(8, nhead=2, batch_first=True)
padding = torch.tensor([[False, False, True]])
causal = nn.Transformer.generate_square_subsequent_mask(3)
y = layer(torch.zeros(1, 3, 8), src_mask=causal, src_key_padding_mask=padding)
# --8<-- [end:warns]

# --8<-- [start:fix]
layer = nn.TransformerEncoderLayer(8, nhead=2, batch_first=True)
padding = torch.tensor([[False, False, True]])
causal = torch.ones(3, 3, dtype=torch.bool).triu(1)
y = layer(torch.zeros(1, 3, 8), src_mask=causal, src_key_padding_mask=padding)
print(y.shape)
# --8<-- [end:fix]
