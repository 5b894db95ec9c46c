import torch
import torch.distributed as dist
from torch import nn

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
# zh: 先冻结或删掉不用的层，再包装
# en: freeze or delete the layer that is not used, then wrap
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.used, self.spare = nn.Linear(3, 1), nn.Linear(3, 1)

    def forward(self, x):
        return self.used(x)


dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
inner = Net()
inner.spare.requires_grad_(False)
net = nn.parallel.DistributedDataParallel(inner)
for step in range(2):
    net(torch.ones(2, 3)).sum().backward()
print(step, net.module.used.weight.grad.shape)
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the process group is one of the CPU
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.used, self.spare = nn.Linear(3, 1), nn.Linear(3, 1)

    def forward(self, x):
        return self.used(x)


dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
try:
    net = nn.parallel.DistributedDataParallel(Net())
    for step in range(2):
        net(torch.ones(2, 3)).sum().backward()
finally:
    dist.destroy_process_group()
# --8<-- [end:fails]
