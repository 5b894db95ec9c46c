# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call, grad, vmap
# --8<-- [end:imports]

# --8<-- [start:call]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))
params = {name: p.detach() for name, p in net.named_parameters()}
x = torch.randn(3, 2)
zeros = {name: torch.zeros_like(p) for name, p in params.items()}
print("same output", torch.equal(functional_call(net, params, (x,)), net(x)))
print("with zeros ", functional_call(net, zeros, (x,))[0].tolist())
print("net changed", torch.equal(net[0].weight, zeros["0.weight"]))
# --8<-- [end:call]

# --8<-- [start:typo]
typo = {"0.wieght": torch.zeros(8, 2)}
print("same output", torch.equal(functional_call(net, typo, (x,)), net(x)))
# --8<-- [end:typo]

# --8<-- [start:fails]
functional_call(net, typo, (x,), strict=True)
# --8<-- [end:fails]
