import torch
from torch import nn

from snippets.containers.dropping import Always, Switched

# --8<-- [start:eval]
torch.manual_seed(0)
x = torch.ones(100)
for net in (nn.Dropout(0.5), Switched(), Always()):
    net.eval()
    y = net(x)
    zeros = (y == 0).sum().item()
    print(type(net).__name__, "zeros", zeros, "largest", y.max().item())
# --8<-- [end:eval]
