# run: python {file}
import multiprocessing
import time

import torch
from torch.utils.data import DataLoader, Dataset

SAMPLES, BATCH = 64, 8


class Counted(Dataset):
    def __init__(self):
        # zh: 取过多少个样本，各个进程共用这个整数
        # en: samples loaded so far, for all processes
        self.loaded = multiprocessing.Value("i", 0)

    def __len__(self):
        return SAMPLES

    def __getitem__(self, index):
        with self.loaded.get_lock():
            self.loaded.value += 1
        return torch.zeros(3)


def epoch(num_workers):
    dataset, counts = Counted(), []
    loader = DataLoader(dataset, batch_size=BATCH, num_workers=num_workers)
    ahead = num_workers * (loader.prefetch_factor or 0)
    for step, _ in enumerate(loader, start=1):
        # zh: 代替一步训练：能提前读的都读好才结束
        # en: instead of training: wait until the workers are as far ahead as they may be
        while dataset.loaded.value < min(SAMPLES, BATCH * (step + ahead)):
            time.sleep(0.001)
        counts.append(dataset.loaded.value)
    return counts


def main():
    print("used  ", [BATCH * step for step in range(1, SAMPLES // BATCH + 1)])
    for num_workers in (0, 2):
        print("loaded", epoch(num_workers), "num_workers", num_workers)


if __name__ == "__main__":
    main()
