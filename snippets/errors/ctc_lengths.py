import torch
from torch import nn

# --8<-- [start:fix]
# zh: 时间步、批量、类别
# en: (time steps, batch, classes)
out = torch.zeros(3, 2, 5).log_softmax(2)
target, lengths = torch.ones(2, 2, dtype=torch.long), torch.tensor([2, 1])
# zh: 池化把 6 步变成 3 步，长度也要除以 2
# en: pooling has made 3 steps of 6, so the lengths are divided by 2, too
steps = torch.tensor([6, 5]) // 2
print(nn.CTCLoss()(out, target, steps, lengths).isfinite().item())
# --8<-- [end:fix]

# --8<-- [start:fails]
out = torch.zeros(3, 2, 5).log_softmax(2)
target, lengths = torch.ones(2, 2, dtype=torch.long), torch.tensor([2, 1])
nn.CTCLoss()(out, target, torch.tensor([6, 5]), lengths)
# --8<-- [end:fails]
