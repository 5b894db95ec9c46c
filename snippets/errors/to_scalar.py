import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(4), torch.ones(4)
loss = nn.MSELoss()(out, target)
print(loss.item())
# zh: 每个样本的损失都要
# en: the loss of each sample
print(nn.MSELoss(reduction="none")(out, target).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
loss = nn.MSELoss(reduction="none")(torch.zeros(4), torch.ones(4))
loss.item()
# --8<-- [end:fails]
