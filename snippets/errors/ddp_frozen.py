import torch.distributed as dist
from torch import nn

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
net = nn.Linear(3, 2).requires_grad_(False)
if any(p.requires_grad for p in net.parameters()):
    net = nn.parallel.DistributedDataParallel(net)
print(type(net).__name__)
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the process group is one of the CPU
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
try:
    nn.parallel.DistributedDataParallel(nn.Linear(3, 2).requires_grad_(False))
finally:
    dist.destroy_process_group()
# --8<-- [end:fails]
