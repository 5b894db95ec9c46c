import torch
from torch import nn

from snippets.containers.residual import Residual, block

# --8<-- [start:gradients]
torch.manual_seed(0)
plain = nn.Sequential(*[block() for _ in range(20)])
# zh: 同样的 20 个块，各加一条残差连接
# en: the same 20 blocks, each with a shortcut around it
residual = nn.Sequential(*[Residual(body) for body in plain])
x = torch.rand(16, 8)
for name, net in (("plain", plain), ("residual", residual)):
    net.zero_grad()
    net(x).square().mean().backward()
    first, last = plain[0][1].weight.grad, plain[19][1].weight.grad
    print(f"{name:8}  first {first.norm():.1e}  last {last.norm():.1e}")
# --8<-- [end:gradients]
