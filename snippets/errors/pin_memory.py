import torch
from torch.utils.data import DataLoader

# --8<-- [start:warns]
# device: cpu, with an accelerator there is nothing to warn of
loader = DataLoader(torch.ones(4, 3), pin_memory=True)
batch = next(iter(loader))
# --8<-- [end:warns]

# --8<-- [start:fix]
# device: cpu, only what is on the CPU can be pinned
pin = torch.cuda.is_available()
loader = DataLoader(torch.ones(4, 3), pin_memory=pin)
print(next(iter(loader)).shape)
# --8<-- [end:fix]
