import torch
from torch import nn

from snippets.containers.heads import Heads

# --8<-- [start:call]
torch.manual_seed(0)
net = Heads()
output = net(torch.rand(2, 1, 4, 4), "digit")
print("tasks", list(net.heads), "output", tuple(output.shape))
output.square().mean().backward()
for name, parameter in net.named_parameters():
    print(name, "no gradient" if parameter.grad is None else "gradient")
# --8<-- [end:call]

# --8<-- [start:fails]
net.heads["v1.0"] = nn.Linear(8, 3)
# --8<-- [end:fails]
