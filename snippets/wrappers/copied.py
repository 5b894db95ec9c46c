import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

# --8<-- [start:fails]
import copy

torch.manual_seed(0)
layer = parametrizations.weight_norm(nn.Linear(2, 3))
plain = copy.deepcopy(layer)
parametrize.remove_parametrizations(plain, "weight")
layer(torch.ones(1, 2))
# --8<-- [end:fails]
