import torch
from torch import nn

from snippets.containers.chain import weights

# --8<-- [start:net]
from collections import OrderedDict

torch.manual_seed(0)
named = nn.Sequential(
    OrderedDict(
        flatten=nn.Flatten(),
        fc1=nn.Linear(16, 8),
        relu=nn.ReLU(),
        fc2=nn.Linear(8, 3),
    )
)
print(weights(named))
print(named.fc1 is named[1])
# --8<-- [end:net]

# --8<-- [start:fails]
nn.Sequential({"flatten": nn.Flatten(), "relu": nn.ReLU()})
# --8<-- [end:fails]
