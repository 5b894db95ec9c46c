import torch
from torch import nn

# --8<-- [start:fix]
device = "cuda" if torch.cuda.is_available() else "cpu"
net = nn.Linear(3, 2).to(device)
print(device == net.weight.device.type)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a build with CUDA says something else
net = nn.Linear(3, 2).to("cuda")
# --8<-- [end:fails]
