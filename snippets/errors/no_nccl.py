from datetime import timedelta

import torch
import torch.distributed as dist

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
backend = "nccl" if torch.cuda.is_available() and dist.is_nccl_available() else "gloo"
dist.init_process_group(backend, store=dist.HashStore(), rank=0, world_size=1)
print(dist.get_backend())
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: none, where there is a GPU NCCL begins
alone = dict(store=dist.HashStore(), rank=0, world_size=1)
dist.init_process_group("nccl", timeout=timedelta(minutes=1), **alone)
# --8<-- [end:fails]
