import torch
from torch import nn

# --8<-- [start:own]
torch.manual_seed(0)
for layer in (nn.BatchNorm1d(3), nn.LSTM(2, 3), nn.MultiheadAttention(4, 2)):
    print(type(layer).__name__)
    for key, value in layer.state_dict().items():
        print("   ", key, tuple(value.shape))
# --8<-- [end:own]
