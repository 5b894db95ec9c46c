from torch.utils.data import DistributedSampler

# --8<-- [start:answer]
for drop_last in (False, True):
    settings = {"num_replicas": 4, "shuffle": False, "drop_last": drop_last}
    print("drop_last", drop_last)
    for rank in range(4):
        print("   ", *DistributedSampler(range(10), rank=rank, **settings))
# --8<-- [end:answer]
