import torch
from torch import nn

# --8<-- [start:shapes]
torch.manual_seed(0)
transformer = nn.Transformer(32, 2, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=64, batch_first=True)
source, so_far = torch.randn(4, 7, 32), torch.randn(4, 5, 32)
future = torch.ones(5, 5, dtype=torch.bool).triu(diagonal=1)
print(tuple(transformer(source, so_far, tgt_mask=future).shape))
# --8<-- [end:shapes]
