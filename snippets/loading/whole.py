import time

import torch
from torch.utils.data import DataLoader, TensorDataset

# --8<-- [start:whole]
torch.manual_seed(0)


class Batches(TensorDataset):
    def __getitems__(self, indices):
        # zh: 一次取出整个批量：(B, 20) 和 (B,)
        # en: the whole batch at once: (B, 20) and (B,)
        return tuple(tensor[indices] for tensor in self.tensors)


def slices():
    for indices in torch.randperm(10000).split(100):
        yield x[indices], target[indices]


def seconds(start):
    # zh: 走三遍，取最快的一遍：别的程序的干扰最少
    # en: the fastest of three passes: the one that other programs disturbed least
    passes = []
    for _ in range(3):
        begin = time.perf_counter()
        for x, target in start():
            pass
        passes.append(time.perf_counter() - begin)
    return min(passes)


x, target = torch.zeros(10000, 20), torch.zeros(10000)
single = DataLoader(TensorDataset(x, target), batch_size=100, shuffle=True)
whole = DataLoader(Batches(x, target), batch_size=100, shuffle=True, collate_fn=lambda batch: batch)
print("shapes", [tuple(part.shape) for part in next(iter(whole))])
reference = seconds(lambda: single)
print("__getitems__: more than twice as fast", reference > 2 * seconds(lambda: whole))
print("slices: more than 10 times as fast", reference > 10 * seconds(slices))
# --8<-- [end:whole]
