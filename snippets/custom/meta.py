import torch
from torch import nn

from snippets.custom.layer import RMSNorm

# --8<-- [start:meta]
# device: own
torch.manual_seed(0)
with torch.device("meta"):
    net = nn.Sequential(nn.Linear(4, 8), RMSNorm(8))
print("before", net[1].weight.device)
net.to_empty(device="cpu")
for module in net.modules():
    if hasattr(module, "reset_parameters"):
        module.reset_parameters()
print("after ", net[1].weight.device, net[1].weight.tolist())
# --8<-- [end:meta]
