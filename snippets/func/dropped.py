import torch
from torch import nn
from torch.func import vmap

# --8<-- [start:modes]
torch.manual_seed(0)
drop = nn.Dropout(0.5)
for mode in ("same", "different"):
    rows = vmap(drop, randomness=mode)(torch.ones(2, 20))
    print(mode, "rows equal:", torch.equal(rows[0], rows[1]))
# --8<-- [end:modes]
