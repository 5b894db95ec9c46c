import torch
from torch import nn


# --8<-- [start:net]
class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.count = nn.Buffer(torch.tensor(0))
        self.register_buffer("last", torch.zeros(3), persistent=False)

    def forward(self, x):
        self.count += len(x)
        self.last = x[-1].detach()
        return x
# --8<-- [end:net]


# --8<-- [start:kinds]
net = Counter()
print([name for name, _ in net.named_parameters()])
print([name for name, _ in net.named_buffers()])
print(list(net.state_dict()))
# --8<-- [end:kinds]

# --8<-- [start:forward]
with torch.no_grad():
    net(torch.ones(5, 3))
    net(torch.ones(4, 3))
print(net.count.item(), net.last.tolist())
# --8<-- [end:forward]


# --8<-- [start:fails]
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = None
        self.register_buffer("mean", torch.zeros(3))


Twice()
# --8<-- [end:fails]
