import torch
from torch import nn

# --8<-- [start:warns]
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(32, 2, 64, batch_first=True, norm_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=2)
# --8<-- [end:warns]
