from torch import nn
import torch.distributed as dist

# --8<-- [start:fix]
dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
net = nn.parallel.DistributedDataParallel(nn.Linear(3, 2).cpu())
print(list(net.state_dict()))
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.parallel.DistributedDataParallel(nn.Linear(3, 2))
# --8<-- [end:fails]
