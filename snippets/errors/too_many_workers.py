from unittest.mock import patch

import torch
from torch.utils.data import DataLoader

# --8<-- [start:warns]
# device: cpu, a matter of processes
# zh: 假装这台机器有 2 个核
# en: pretend that this machine has 2 cores
with patch("os.sched_getaffinity", return_value={0, 1}, create=True):
    loader = DataLoader(torch.arange(6), num_workers=8)
# --8<-- [end:warns]

# --8<-- [start:fix]
# zh: 不超过可用的 CPU 核数
# en: no more than the CPU cores that you may use
workers = min(4, torch.multiprocessing.cpu_count())
print(len(DataLoader(torch.arange(6), num_workers=workers)))
# --8<-- [end:fix]
