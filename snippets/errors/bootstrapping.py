from unittest.mock import patch
import multiprocessing
from torch.utils.data import DataLoader

# --8<-- [start:fix]
def main():
    loader = DataLoader(range(4), batch_size=2, num_workers=0)
    for batch in loader:
        print(batch)


if __name__ == "__main__":
    main()
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of processes
# zh: 假装这个程序正被一个新进程导入
# en: pretend that a new process is importing this program
with patch.object(multiprocessing.current_process(), "_inheriting", True, create=True):
    loader = DataLoader(range(4), num_workers=1, multiprocessing_context="spawn")
    next(iter(loader))
# --8<-- [end:fails]
