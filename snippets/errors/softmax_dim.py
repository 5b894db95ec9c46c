import torch
from torch import nn

# --8<-- [start:warns]
softmax = nn.Softmax()
y = softmax(torch.zeros(2, 3))
# --8<-- [end:warns]

# --8<-- [start:fix]
softmax = nn.Softmax(dim=1)
print(softmax(torch.zeros(2, 4)).tolist())
# --8<-- [end:fix]
