# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:net]
class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        # zh: 到目前为止见过多少个样本
        # en: how many samples it has seen so far
        self.count = nn.Buffer(torch.tensor(0))
        # zh: 最近的一个样本，不存盘
        # en: the latest sample, which is not saved
        self.register_buffer("last", torch.zeros(3), persistent=False)

    def forward(self, x):
        self.count += len(x)
        self.last = x[-1].detach()
        return x
# --8<-- [end:net]


# --8<-- [start:kinds]
net = Counter()
print("parameters:", [name for name, _ in net.named_parameters()])
print("buffers:", [name for name, _ in net.named_buffers()])
print("state_dict:", list(net.state_dict()))
# --8<-- [end:kinds]

# --8<-- [start:forward]
with torch.no_grad():
    net(torch.ones(5, 3))
    net(torch.ones(4, 3))
print("count =", net.count.item())
print("last =", net.last.tolist())
# --8<-- [end:forward]
