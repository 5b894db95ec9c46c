import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Linear(3, 2)
x, target = torch.rand(4, 3), torch.rand(4, 2)
loss = F.mse_loss(net(x), target, reduction="none")
print("loss", tuple(loss.shape))
loss.backward()
# --8<-- [end:fails]
