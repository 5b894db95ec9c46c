import torch
import torch.nn.functional as F

# --8<-- [start:silent]
maps = torch.tensor([-2.0, 3.0])
y = 10 * F.relu(maps)
print("right   ", maps + y)
y = 10 * F.relu(maps, inplace=True)
print("in place", maps + y)
# --8<-- [end:silent]
