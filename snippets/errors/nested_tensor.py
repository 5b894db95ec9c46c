import torch
from torch import nn

# --8<-- [start:warns]
layer = nn.TransformerEncoderLayer(8, nhead=2)
encoder = nn.TransformerEncoder(layer, num_layers=2)
# --8<-- [end:warns]

# --8<-- [start:fix]
layer = nn.TransformerEncoderLayer(8, nhead=2, batch_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=2)
print(encoder(torch.zeros(3, 5, 8)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_off]
# zh: 或者不要这种优化
# en: or do without this optimisation
layer = nn.TransformerEncoderLayer(8, nhead=2)
encoder = nn.TransformerEncoder(layer, num_layers=2, enable_nested_tensor=False)
print(encoder(torch.zeros(5, 3, 8)).shape)
# --8<-- [end:fix_off]
