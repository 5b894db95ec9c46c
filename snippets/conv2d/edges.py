import matplotlib.pyplot as plt
import torch
from torch import nn

from snippets.conv2d.digit import digit
from snippets.conv2d.grids import lines, shades
from tools.record.cells import cells

# --8<-- [start:edges]
# zh: 右边一列减左边一列
# en: the right column minus the left one
vertical = torch.tensor([[-1.0, 0.0, 1.0]] * 3)
# zh: 转置之后是下面一行减上面一行
# en: transposed, it is the lower row minus the upper one
horizontal = vertical.T

edges = nn.Conv2d(1, 2, 3, bias=False)
with torch.no_grad():
    edges.weight.copy_(torch.stack([vertical, horizontal])[:, None])
    maps = edges(digit)
print("digit", tuple(digit.shape), " maps", tuple(maps.shape))
# zh: 竖笔画附近：数字的第 6 行，特征图 0 的第 5 行
# en: around the vertical stroke: row 6 of the digit, row 5 of feature map 0
print("digit", digit[0, 0, 6, 10:17])
print("map 0", maps[0, 0, 5, 9:16])
# --8<-- [end:edges]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplot_mosaic([["digit", "k0", "m0"], ["digit", "k1", "m1"]], figsize=(5.4, 3.6), width_ratios=[22, 9, 20])
shades(axes["digit"], digit[0, 0], "C0", "C1")
lines(axes["digit"], 0, 22, 20, inner=False)
for row, (values, name) in enumerate([(vertical, "vertical"), (horizontal, "horizontal")]):
    cells(axes[f"k{row}"], values)
    axes[f"k{row}"].set_title(name)
    shades(axes[f"m{row}"], maps[0, row], "C0", "C1", levels=2)
    lines(axes[f"m{row}"], 0, 20, 18, inner=False)
    axes[f"m{row}"].set_title(f"maps[0, {row}]")
axes["digit"].set_title("digit")
for ax in axes.values():
    ax.axis("off")
# --8<-- [end:plot]
