import torch
from torch import nn
from torch.func import vmap

# --8<-- [start:fix]
torch.manual_seed(0)
drop = nn.Dropout(0.5)
rows = vmap(drop, randomness="different")(torch.ones(2, 20))
print("rows equal", torch.equal(rows[0], rows[1]))
# --8<-- [end:fix]

# --8<-- [start:fails]
drop = nn.Dropout(0.5)
vmap(drop)(torch.ones(2, 20))
# --8<-- [end:fails]
