# run: python {file}
import random

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

NAMES = ("torch", "numpy", "random", "own generator")


class Noise(Dataset):
    def __init__(self):
        self.generator = np.random.default_rng(0)

    def __len__(self):
        return 6

    def __getitem__(self, index):
        return torch.rand(()).item(), np.random.rand(), random.random(), self.generator.random()


def draw(seed):
    torch.manual_seed(seed)
    loader = DataLoader(Noise(), batch_size=1, num_workers=2)
    # zh: 6 个批量，每个有 4 个数 → (4, 6)
    # en: 6 batches with 4 numbers each → (4, 6)
    return torch.tensor(list(loader)).T


def main():
    first, again, other = draw(0), draw(0), draw(1)
    for row, name in enumerate(NAMES):
        print(f"{name:14}", "different numbers", len(first[row].unique()), end="  ")
        print("same seed", torch.equal(first[row], again[row]), end="  ")
        print("other seed", torch.equal(first[row], other[row]))


if __name__ == "__main__":
    main()
