# run: python {file}
import time

import torch
from torch.utils.data import DataLoader, Dataset


class Slow(Dataset):
    def __len__(self):
        return 160

    def __getitem__(self, index):
        # zh: 代替读文件、解码、增强
        # en: stands for reading, decoding, augmenting
        time.sleep(0.004)
        return torch.zeros(3)


def epoch(num_workers):
    waited, begin = 0.0, time.perf_counter()
    before = begin
    for _ in DataLoader(Slow(), batch_size=8, num_workers=num_workers):
        waited += time.perf_counter() - before
        # zh: 代替一步训练
        # en: stands for a training step
        time.sleep(0.025)
        before = time.perf_counter()
    return waited, time.perf_counter() - begin


def main():
    alone, with_workers = epoch(0), epoch(2)
    for num_workers, (waited, total) in ((0, alone), (2, with_workers)):
        print(num_workers, "workers: the loop waits for data more than half of the time:", waited > total / 2)
    print("an epoch takes less time with 2 workers:", with_workers[1] < alone[1])


if __name__ == "__main__":
    main()
