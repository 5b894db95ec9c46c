import torch
from torch import nn

from snippets.devices.pick import device

# --8<-- [start:device]
torch.manual_seed(0)
net = nn.Linear(3, 2)
net.to(device)
x = torch.ones(4, 3)
x = x.to(device)
print(tuple(net(x).shape), net.weight.device == x.device)
# --8<-- [end:device]

# --8<-- [start:tensor]
net.double()
x.double()
print("net", net.weight.dtype, "x", x.dtype)
x = x.double()
print("net", net.weight.dtype, "x", x.dtype)
# --8<-- [end:tensor]


# --8<-- [start:net]
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))
        self.mean = nn.Buffer(torch.zeros(3))
        self.offset = torch.zeros(3)

    def forward(self, x):
        return self.weight * (x - self.mean) + self.offset
# --8<-- [end:net]


# --8<-- [start:meta]
net = Shift()
net.to("meta")
for name in ("weight", "mean", "offset"):
    print(name, "moved:", getattr(net, name).is_meta)
# --8<-- [end:meta]

# --8<-- [start:fails]
# device: cpu, the message names the device of the tensor left behind
net(torch.ones(3, device="meta"))
# --8<-- [end:fails]
