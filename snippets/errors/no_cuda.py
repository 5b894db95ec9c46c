import torch
from torch import nn

# --8<-- [start:fix]
# device: own
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
net = nn.Linear(3, 2).to(device)
print(device.type == net.weight.device.type)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: none, where there is a GPU this raises nothing
net = nn.Linear(3, 2).to("cuda")
# --8<-- [end:fails]
