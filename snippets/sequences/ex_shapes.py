import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
gru = nn.GRU(5, 7, num_layers=3, bidirectional=True)
output, h = gru(torch.rand(11, 2, 5))
print("output", tuple(output.shape), " h", tuple(h.shape))
print("without batch", tuple(gru(torch.rand(11, 5))[1].shape))
# --8<-- [end:answer]
