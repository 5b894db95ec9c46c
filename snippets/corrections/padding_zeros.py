import torch
from torch import nn

# --8<-- [start:proof]
conv = nn.Conv1d(1, 1, 1, padding=1, padding_mode="replicate", bias=False)
nn.init.ones_(conv.weight)
print(conv(torch.tensor([[[7.0, 8.0, 9.0]]])).tolist())
# --8<-- [end:proof]
