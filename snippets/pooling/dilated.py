import matplotlib.pyplot as plt
from torch import nn

from snippets.conv2d.grids import lines, shades
from snippets.pooling.paths import conv3x3, paths

# --8<-- [start:dilated]
for dilations in ((1, 1, 1), (1, 2, 4), (2, 2, 2)):
    read = paths(nn.Sequential(*[conv3x3(dilation=d) for d in dilations])) > 0
    # zh: 从读到的第一列到最后一列
    # en: from the first column that is read to the last one
    columns = read.any(0).nonzero().flatten()
    side = (columns[-1] - columns[0] + 1).item()
    pixels = read.sum().item()
    print(dilations, f"receptive field {side}×{side}  pixels read {pixels}")
# --8<-- [end:dilated]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.4, 2.1))
for ax, dilations in zip(axes, ((1, 1, 1), (1, 2, 4), (2, 2, 2)), strict=True):
    count = paths(nn.Sequential(*[conv3x3(dilation=d) for d in dilations]), 17)
    shades(ax, count.sqrt() + 0.2 * count.max().sqrt() * (count > 0), "C0", "C1")
    lines(ax, 0, 17, 17, inner=False)
    ax.set_title(f"dilation {', '.join(map(str, dilations))}")
    ax.axis("off")
# --8<-- [end:plot]
