import torch
from torch import nn

# --8<-- [start:new]
from torch.nn.utils import parametrizations

torch.manual_seed(0)
layer = parametrizations.weight_norm(nn.Linear(2, 3))
for key, value in layer.state_dict().items():
    print(key, tuple(value.shape))
# --8<-- [end:new]

# --8<-- [start:warns]
torch.manual_seed(0)
old = nn.utils.weight_norm(nn.Linear(2, 3))
print(list(old.state_dict()))
print(layer.load_state_dict(old.state_dict()))
# --8<-- [end:warns]
