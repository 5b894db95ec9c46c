import time

import torch
from torch.utils.data import DataLoader, Dataset


# --8<-- [start:answer]
def waiting(loader, step, clock=time.perf_counter):
    waited, begin = 0, clock()
    before = begin
    for batch in loader:
        waited += clock() - before
        step(batch)
        before = clock()
    # zh: 最后一次去取，得知没有了，也算等待
    # en: the last request, which finds nothing more, is waiting too
    end = clock()
    return (waited + end - before) / (end - begin)


# zh: 试验用的时间：取一个样本走 1，训练一步走 12
# en: a clock for testing: loading a sample advances it by 1, a step by 12
now = 0


class Samples(Dataset):
    def __len__(self):
        return 40

    def __getitem__(self, index):
        global now
        now += 1
        return torch.zeros(3)


def step(batch):
    global now
    now += 12


print("share of waiting", waiting(DataLoader(Samples(), batch_size=4), step, clock=lambda: now))
# --8<-- [end:answer]
