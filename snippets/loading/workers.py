# run: python {file}
from torch.utils.data import DataLoader, Dataset, get_worker_info


class Numbers(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 12

    def __getitem__(self, index):
        self.calls += 1
        # zh: 在主进程里是 None，在 worker 里有编号 0、1、……
        # en: None in the main process; in a worker it has a number 0, 1, …
        worker = get_worker_info()
        return index, "main" if worker is None else f"worker {worker.id}"


def main():
    for num_workers in (0, 2):
        numbers = Numbers()
        for index, where in DataLoader(numbers, batch_size=3, num_workers=num_workers):
            print(index.tolist(), where)
        print("num_workers", num_workers, "calls", numbers.calls)


if __name__ == "__main__":
    main()
