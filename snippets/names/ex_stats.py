import torch
from torch import nn

# --8<-- [start:file]
torch.manual_seed(0)
trained = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3))
torch.save(dict(trained.named_parameters()), "parameters.pt")
# --8<-- [end:file]

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3))
try:
    net.load_state_dict(torch.load("parameters.pt"))
except RuntimeError as error:
    print(error)
# --8<-- [end:answer]
