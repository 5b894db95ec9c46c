import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
first, second = nn.Linear(3, 4), nn.Linear(4, 1)
x, target = torch.rand(8, 3), torch.rand(8, 1)
h = torch.relu(first(x))
for step in range(3):
    print("step", step)
    loss = F.mse_loss(second(h), target)
    loss.backward()
# --8<-- [end:fails]
