from torch.utils.data import DistributedSampler

# --8<-- [start:answer]
for drop_last in (False, True):
    print("drop_last", drop_last)
    for rank in range(4):
        print("   ", *DistributedSampler(range(10), num_replicas=4, rank=rank, shuffle=False, drop_last=drop_last))
# --8<-- [end:answer]
