from collections import Counter

import torch
from torch.utils.data import DataLoader, TensorDataset, default_collate

# --8<-- [start:whole]
torch.manual_seed(0)
calls = Counter()


class Single(TensorDataset):
    def __getitem__(self, index):
        calls["__getitem__"] += 1
        return super().__getitem__(index)


class Batches(TensorDataset):
    def __getitems__(self, indices):
        # zh: 一次取出整个批量：(B, 20) 和 (B,)
        # en: the whole batch at once: (B, 20) and (B,)
        calls["__getitems__"] += 1
        return tuple(tensor[indices] for tensor in self.tensors)


def collate(samples):
    calls["default_collate"] += 1
    return default_collate(samples)


def slices():
    for indices in torch.randperm(10000).split(100):
        yield x[indices], target[indices]


x, target = torch.zeros(10000, 20), torch.zeros(10000)
options = {"batch_size": 100, "shuffle": True}
single = DataLoader(Single(x, target), **options, collate_fn=collate)
whole = DataLoader(Batches(x, target), **options, collate_fn=lambda batch: batch)
for name, batches in (("single", single), ("whole", whole), ("slices", slices())):
    calls.clear()
    batches = list(batches)
    print(f"{name:6} {len(batches)} batches {dict(calls)}")
# --8<-- [end:whole]
