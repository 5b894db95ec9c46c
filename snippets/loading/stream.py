# run: python {file}
from itertools import islice

from torch.utils.data import DataLoader, IterableDataset, get_worker_info


class Stream(IterableDataset):
    def __init__(self, share):
        self.share = share

    def __iter__(self):
        # zh: 换成逐行读文件、查数据库……
        # en: in real life: lines of a file, rows of a database, …
        numbers = iter(range(6))
        worker = get_worker_info()
        if self.share and worker is not None:
            # zh: 2 个 worker 时，0 号取第 0、2、4 个，1 号取第 1、3、5 个
            # en: with 2 workers, number 0 takes 0, 2, 4 and number 1 takes 1, 3, 5
            numbers = islice(numbers, worker.id, None, worker.num_workers)
        yield from numbers


def main():
    for share in (False, True):
        loader = DataLoader(Stream(share), batch_size=3, num_workers=2)
        print("share", share, [batch.tolist() for batch in loader])


if __name__ == "__main__":
    main()
