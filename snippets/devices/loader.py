import torch

from snippets.devices.pick import device

# --8<-- [start:loader]
# device: own
from torch.utils.data import DataLoader, TensorDataset

data = TensorDataset(torch.ones(8, 2), torch.zeros(8, 1))
pin = device.type == "cuda"
for x, target in DataLoader(data, batch_size=4, pin_memory=pin):
    x = x.to(device, non_blocking=True)
    target = target.to(device, non_blocking=True)
    print(tuple(x.shape), x.device.type == device.type)
# --8<-- [end:loader]
