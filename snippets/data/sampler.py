import torch
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

# --8<-- [start:sampler]
# device: own
torch.manual_seed(0)
# zh: 900 个样本属于类别 0，100 个属于类别 1
# en: 900 samples of class 0, 100 of class 1
target = torch.tensor([0] * 900 + [1] * 100)
rare = TensorDataset(torch.arange(1000), target)
# zh: 每个样本一个权重：1 / 所在类别的样本数
# en: a weight for each sample: 1 / number of samples in its class
weights = 1 / torch.bincount(target)[target]
sampler = WeightedRandomSampler(weights, num_samples=1000)
for name, options in (("shuffle", {"shuffle": True}), ("sampler", {"sampler": sampler})):
    batches = list(DataLoader(rare, batch_size=50, **options))
    counts = sum(torch.bincount(classes, minlength=2) for _, classes in batches)
    different = torch.cat([number for number, _ in batches]).unique()
    print(name, "classes", counts.tolist(), "different samples", len(different))
# --8<-- [end:sampler]

# --8<-- [start:fails]
DataLoader(rare, batch_size=50, shuffle=True, sampler=sampler)
# --8<-- [end:fails]
