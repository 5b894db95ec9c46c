import torch
from torch import nn

# --8<-- [start:fix]
layer = nn.Linear(3, 2)
print(layer(torch.ones(1, 3)).detach().cpu().numpy().shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
layer = nn.Linear(3, 2)
layer(torch.ones(1, 3)).numpy()
# --8<-- [end:fails]
