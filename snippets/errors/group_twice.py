import torch.distributed as dist

# --8<-- [start:fix]
# device: cpu, the process group is one of the CPU
if not dist.is_initialized():
    dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
print(dist.get_rank(), dist.get_world_size())
dist.destroy_process_group()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, the process group is one of the CPU
try:
    for run in range(2):
        dist.init_process_group("gloo", store=dist.HashStore(), rank=0, world_size=1)
finally:
    dist.destroy_process_group()
# --8<-- [end:fails]
