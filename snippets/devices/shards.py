# --8<-- [start:shards]
from torch.utils.data import DistributedSampler

data = range(7)
for rank in range(2):
    sampler = DistributedSampler(data, num_replicas=2, rank=rank, shuffle=False)
    print(rank, list(sampler))
# --8<-- [end:shards]

# --8<-- [start:epochs]
sampler = DistributedSampler(data, num_replicas=2, rank=0)
print(list(sampler) == list(sampler))
before = list(sampler)
sampler.set_epoch(1)
print(list(sampler) == before)
# --8<-- [end:epochs]
