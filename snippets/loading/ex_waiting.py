import time

import torch
from torch.utils.data import DataLoader


# --8<-- [start:answer]
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
share = waiting(loader, step=lambda batch: time.sleep(0.01))
print("less than a tenth:", share < 0.1)
# --8<-- [end:answer]
