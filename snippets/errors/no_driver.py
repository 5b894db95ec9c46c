import torch
from torch import nn

# --8<-- [start:fix_pick]
# device: own
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
net = nn.Linear(3, 2).to(device)
print(net.weight.device.type == device.type)
# --8<-- [end:fix_pick]
