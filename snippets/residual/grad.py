import torch
import torch.nn.functional as F

from snippets.residual.digits import make_digits
from snippets.residual.plain import make_deep

# --8<-- [start:data]
# only: the page has these from its section above
torch.manual_seed(0)
x, target = make_digits(1000)
# --8<-- [end:data]

# --8<-- [start:gradients]
for name, skip in (("plain", False), ("residual", True)):
    torch.manual_seed(0)
    net = make_deep(20, skip)
    F.cross_entropy(net(x[:50]), target[:50]).backward()
    # zh: net[3] 是第一个块，net[22] 是最后一个
    # en: net[3] is the first block, net[22] the last
    first, last = (net[i].conv1.weight.grad.norm().item() for i in (3, 22))
    print(f"{name:8}  gradient norm  first {first:.1f}  last {last:.1f}")
# --8<-- [end:gradients]
