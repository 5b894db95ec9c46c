import torch
import torch.nn.functional as F

# --8<-- [start:stamps]
small = torch.tensor([[1.0, 10.0], [100.0, 1000.0]]).view(1, 1, 2, 2)
ones = torch.ones(1, 1, 3, 3)
print(*F.conv_transpose2d(small, ones, stride=2)[0, 0].tolist(), sep="\n")
# --8<-- [end:stamps]
