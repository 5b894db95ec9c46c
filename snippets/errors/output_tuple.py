import torch
from torch import nn

# --8<-- [start:fix]
x, target = torch.ones(2, 5, 3), torch.tensor([0, 3])
out, hidden = nn.LSTM(3, 4, batch_first=True)(x)
print("out", tuple(out.shape), "last step", tuple(out[:, -1].shape))
print(nn.CrossEntropyLoss()(out[:, -1], target).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x, target = torch.ones(2, 5, 3), torch.tensor([0, 3])
out = nn.LSTM(3, 4, batch_first=True)(x)
nn.CrossEntropyLoss()(out, target)
# --8<-- [end:fails]
