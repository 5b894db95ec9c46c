import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:fails]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for step in range(2):
    loss = F.mse_loss(net(x), target)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    print("step", step, "done")
# --8<-- [end:fails]
