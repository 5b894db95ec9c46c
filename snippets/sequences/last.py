import torch
from torch import nn

# --8<-- [start:last]
torch.manual_seed(0)
lstm = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
output, (h, c) = lstm(torch.rand(8, 5, 3))
forward, backward = output[..., :4], output[..., 4:]
print("forward  ends at index -1", torch.equal(h[-2], forward[:, -1]))
print("backward ends at index -1", torch.equal(h[-1], backward[:, -1]))
print("backward ends at index  0", torch.equal(h[-1], backward[:, 0]))
summary = torch.cat([h[-2], h[-1]], dim=1)
print("summary of each sequence", tuple(summary.shape))
by_layer = h.view(2, 2, 8, 4)
print("last layer, backward", torch.equal(by_layer[1, 1], h[-1]))
# --8<-- [end:last]
