import torch

# --8<-- [start:shards]
from torch.utils.data import DistributedSampler

data = range(7)
settings = {"num_replicas": 2, "shuffle": False}
samplers = [DistributedSampler(data, rank=rank, **settings) for rank in range(2)]
for rank, sampler in enumerate(samplers):
    print("process", rank, "samples", list(sampler))
# --8<-- [end:shards]

# --8<-- [start:epochs]
sampler = DistributedSampler(data, num_replicas=2, rank=0)
first = list(sampler)
print("second epoch, same order:", list(sampler) == first)
sampler.set_epoch(1)
print("after set_epoch(1), same order:", list(sampler) == first)
# --8<-- [end:epochs]

# --8<-- [start:padded]
# zh: 七个预测是否正确，1 表示正确
# en: whether seven predictions are correct, 1 for yes
correct = torch.tensor([1.0, 0, 1, 1, 0, 1, 1])
seen = [index for sampler in samplers for index in sampler]
print(f"accuracy of the seven samples {correct.mean():.4f}")
print(f"with sample 0 counted twice {correct[seen].mean():.4f}")
# --8<-- [end:padded]
