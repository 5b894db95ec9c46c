import torch
from torch import nn
from torch.nn.utils import parametrizations

# --8<-- [start:warns]
torch.manual_seed(0)
old = nn.utils.weight_norm(nn.Linear(2, 3))
new = parametrizations.weight_norm(nn.Linear(2, 3))
print(*old.state_dict())
print(new.load_state_dict(old.state_dict()))
# --8<-- [end:warns]
