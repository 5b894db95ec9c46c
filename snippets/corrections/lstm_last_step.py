import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
lstm = nn.LSTM(3, 4, bidirectional=True, batch_first=True)
output, (h, _) = lstm(torch.rand(2, 5, 3))
forward, backward = output[..., :4], output[..., 4:]
# zh: 反方向从最后一步走到第一步，走完时停在下标 0
# en: the backward direction goes from the last step to the first, and ends at index 0
print("forward  ends at -1:", torch.equal(h[0], forward[:, -1]))
print("backward ends at -1:", torch.equal(h[1], backward[:, -1]))
print("backward ends at 0: ", torch.equal(h[1], backward[:, 0]))
# --8<-- [end:proof]
