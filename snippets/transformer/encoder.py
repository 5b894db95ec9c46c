import torch
from torch import nn

# --8<-- [start:clones]
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(32, 2, 64, batch_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=3, enable_nested_tensor=False)
first, second = encoder.layers[0].linear1.weight, encoder.layers[1].linear1.weight
print("same weights", torch.equal(first, second), "same tensor", first is second)
for parameter in encoder.parameters():
    if parameter.dim() > 1:
        nn.init.xavier_uniform_(parameter)
print("same weights", torch.equal(first, second))
# --8<-- [end:clones]

# --8<-- [start:causal]
torch.manual_seed(0)
x = torch.randn(4, 8, 32)
future = torch.ones(8, 8, dtype=torch.bool).triu(diagonal=1)
padding = torch.arange(8) >= torch.tensor([[8], [5], [8], [3]])
output = encoder(x, mask=future, src_key_padding_mask=padding)
print(tuple(output.shape))
# --8<-- [end:causal]
