import torch
from torch import nn

# --8<-- [start:overwritten]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True))
kept, cloned = [], []
net[0].register_forward_hook(lambda module, args, output: kept.append(output.detach()))
net[0].register_forward_hook(lambda module, args, output: cloned.append(output.detach().clone()))
y = net(torch.rand(5, 3))
print("smallest without clone", round(kept[0].min().item(), 2))
print("smallest with clone   ", round(cloned[0].min().item(), 2))
# --8<-- [end:overwritten]
