import torch
from torch import nn

# --8<-- [start:proof]
def first_weight(seed):
    torch.manual_seed(seed)
    return nn.Linear(2, 1).weight[0, 0].item()


print(first_weight(0) == first_weight(0), first_weight(0) == first_weight(1))
# --8<-- [end:proof]
