import torch
import torch.nn.functional as F

from snippets.conv2d.image import kernel, x

# --8<-- [start:dilation]
spread = F.conv2d(x, kernel, dilation=2)
print("spread", tuple(spread.shape), spread.item())

# zh: 同样的 9 个权重，相邻的相距两格，中间的一格填 0
# en: the same 9 weights, two positions apart, with zeros between them
stuffed = torch.zeros(1, 1, 5, 5)
stuffed[:, :, ::2, ::2] = kernel
print(*stuffed[0, 0].tolist(), sep="\n")
print(torch.allclose(F.conv2d(x, stuffed), spread, atol=1e-5))
# --8<-- [end:dilation]
