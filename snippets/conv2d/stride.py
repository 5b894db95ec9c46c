import torch
import torch.nn.functional as F

from snippets.conv2d.image import kernel, x

# --8<-- [start:stride]
y = F.conv2d(x, kernel)
strided = F.conv2d(x, kernel, stride=2)
print(*strided[0, 0].tolist(), sep="\n")
# zh: y 隔行隔列地取
# en: every second row and column of y
print(torch.allclose(strided, y[:, :, ::2, ::2], atol=1e-5))
print("stride (1, 2):", tuple(F.conv2d(x, kernel, stride=(1, 2)).shape[2:]))
# --8<-- [end:stride]
