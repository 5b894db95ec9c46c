import torch.distributed as dist
from torch import nn

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
net = nn.parallel.DistributedDataParallel(nn.ModuleDict({"fc": nn.Linear(3, 2)}))
print(net.module.fc)
# zh: 无论包装与否都能用
# en: works with a wrapper and without
inner = net.module if hasattr(net, "module") else net
print(list(inner.state_dict()))
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the process group is one of the CPU
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
try:
    net = nn.parallel.DistributedDataParallel(nn.ModuleDict({"fc": nn.Linear(3, 2)}))
    net.fc
finally:
    dist.destroy_process_group()
# --8<-- [end:fails]
