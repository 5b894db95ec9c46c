import torch
from torch import nn

# --8<-- [start:overwritten]
torch.manual_seed(0)
kept = {}


def keep(module, args, output):
    kept["without clone"] = output.detach()
    kept["with clone"] = output.detach().clone()


net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(inplace=True))
net[0].register_forward_hook(keep)
y = net(torch.rand(5, 3))
for way, output in kept.items():
    print("smallest", way, round(output.min().item(), 2))
# --8<-- [end:overwritten]
