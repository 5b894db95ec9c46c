# run: python {file}
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, get_worker_info


class Noise(Dataset):
    def __init__(self):
        self.generator = np.random.default_rng(0)

    def __len__(self):
        return 6

    def __getitem__(self, index):
        return self.generator.random()


def own_seed(number):
    # zh: 在每个 worker 里调用一次；info.seed 各个 worker 不同，每一轮也不同
    # en: called once in each worker; info.seed differs between workers and between epochs
    info = get_worker_info()
    info.dataset.generator = np.random.default_rng(info.seed)


def main():
    torch.manual_seed(0)
    loader = DataLoader(Noise(), num_workers=2, worker_init_fn=own_seed)
    drawn = [batch.item() for _ in range(2) for batch in loader]
    print("drawn", len(drawn), "different", len(set(drawn)))


if __name__ == "__main__":
    main()
