import copy

import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 1)
history = {"loss": layer(torch.ones(1, 3)).mean().detach()}
print(list(copy.deepcopy(history)))
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 1)
history = {"loss": layer(torch.ones(1, 3)).mean()}
copy.deepcopy(history)
# --8<-- [end:fails]
