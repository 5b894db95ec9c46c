import time

import torch
from torch.utils.data import DataLoader

# --8<-- [start:answer]
torch.manual_seed(0)


def waiting(loader, step):
    waited, begin = 0.0, time.perf_counter()
    batches = iter(loader)
    while True:
        before = time.perf_counter()
        batch = next(batches, None)
        waited += time.perf_counter() - before
        if batch is None:
            return waited / (time.perf_counter() - begin)
        step(batch)


loader = DataLoader(torch.zeros(40, 3), batch_size=4)
share = waiting(loader, step=lambda batch: time.sleep(0.02))
print("less than half:", share < 0.5)
# --8<-- [end:answer]
