import torch
from torch import nn

from snippets.containers.chain import weights

# --8<-- [start:net]
from collections import OrderedDict

torch.manual_seed(0)
named = nn.Sequential(
    OrderedDict(
        conv=nn.Conv2d(1, 5, 2),
        relu1=nn.ReLU(),
        flatten=nn.Flatten(),
        fc1=nn.Linear(45, 8),
        relu2=nn.ReLU(),
        fc2=nn.Linear(8, 3),
    )
)
print(weights(named))
print(named.fc1 is named[3])
# --8<-- [end:net]

# --8<-- [start:fails]
nn.Sequential({"relu": nn.ReLU(), "flatten": nn.Flatten()})
# --8<-- [end:fails]
