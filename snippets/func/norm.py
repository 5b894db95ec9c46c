import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad, vmap

# --8<-- [start:fails]
torch.manual_seed(0)
norm = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
weights = {name: p.detach() for name, p in norm.named_parameters()}


def norm_loss(weights, x, target):
    output = functional_call(norm, weights, (x[None],))
    return F.cross_entropy(output, target[None])


rows, classes = torch.randn(5, 2), torch.zeros(5, dtype=torch.long)
vmap(grad(norm_loss), in_dims=(None, 0, 0))(weights, rows, classes)
# --8<-- [end:fails]
