import matplotlib.pyplot as plt

from snippets.conv2d.image import kernel, x
from tools.record.cells import cells

# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:layer]
conv = nn.Conv2d(1, 1, 3, bias=False)
with torch.no_grad():
    conv.weight.copy_(kernel)

y = conv(x)
print(tuple(y.shape))
print(*y[0, 0].tolist(), sep="\n")
# --8<-- [end:layer]

# --8<-- [start:loop]
by_hand = torch.zeros(3, 3)
for row in range(3):
    for column in range(3):
        # zh: 窗口里的 9 个数与卷积核逐个相乘，再相加
        # en: the 9 numbers in the window, times the kernel, summed
        window = x[0, 0, row:row + 3, column:column + 3]
        by_hand[row, column] = (window * kernel[0, 0]).sum()

print(torch.allclose(by_hand, y[0, 0], atol=1e-5))
# --8<-- [end:loop]

# --8<-- [start:flip]
# zh: 上下翻转，再左右翻转：−1 到了左上角
# en: top to bottom, then left to right: −1 is now upper left
flipped = kernel.flip(2, 3)
print(*F.conv2d(x, flipped)[0, 0].tolist(), sep="\n")
# --8<-- [end:flip]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.4, 2.5), width_ratios=[5, 3, 3])
titles = ["x", "kernel", "y"]
for ax, values, title in zip(axes, [x, kernel, y.detach()], titles, strict=True):
    cells(ax, values[0, 0])
    ax.set_title(title)
frame = dict(fill=False, edgecolor="C1", linewidth=2.5, clip_on=False)
axes[0].add_patch(plt.Rectangle((2, 1), 3, 3, **frame))
axes[1].add_patch(plt.Rectangle((0, 0), 3, 3, **frame))
axes[2].add_patch(plt.Rectangle((2, 1), 1, 1, **frame))
# --8<-- [end:plot]
