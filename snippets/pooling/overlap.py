import torch
import torch.nn.functional as F

# --8<-- [start:overlap]
flat = torch.ones(1, 1, 4, 4)
for size, padding in ((3, 1), (4, 1)):
    weight = torch.ones(1, 1, size, size)
    y = F.conv_transpose2d(flat, weight, stride=2, padding=padding)
    print("kernel", size, *y[0, 0, 2:4].tolist())
# --8<-- [end:overlap]
