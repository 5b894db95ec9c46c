import torch
from torch import nn

# --8<-- [start:shows]
def first_weight(seed):
    if seed is not None:
        torch.manual_seed(seed)
    return nn.Linear(3, 1).weight


print("no seed", torch.equal(first_weight(None), first_weight(None)))
# --8<-- [end:shows]

# --8<-- [start:fix]
print("one seed", torch.equal(first_weight(0), first_weight(0)))
# --8<-- [end:fix]
