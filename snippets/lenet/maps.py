import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from snippets.lenet.shade import shade, sheet
from snippets.lenet.trained import held_out, trained

# --8<-- [start:plot]
# only: draws the figure
net = trained()
horizontal = torch.zeros(1, 1, 32, 32)
horizontal[..., 14:18, 6:26] = 1
inputs = [held_out()[0][4:5], horizontal, horizontal.mT]
with torch.no_grad():
    first = [F.max_pool2d(F.relu(net.conv1(x)), 2) for x in inputs]
    second = F.max_pool2d(F.relu(net.conv2(first[0])), 2)[0]

ax = sheet(plt, 386, 312)
side, gap = 48, 7
tops = [32 + (side + gap) * row for row in range(3)]
shade(ax, [(x[0, 0], 2, top, side) for x, top in zip(inputs, tops)], 1)
maps = [(map, 2 + (side + gap) * (at + 1), top, side) for row, top in zip(first, tops) for at, map in enumerate(row[0])]
shade(ax, maps, max(row.max() for row in first))
side, top = 40, 216
places = [(2 + (side + gap) * (at % 8), top + (side + gap) * (at // 8)) for at in range(16)]
shade(ax, [(map, left, down, side) for map, (left, down) in zip(second, places)], second.max())
ax.text(2, 12, "x: 1×32×32")
ax.text(210, 12, "conv1, relu, max_pool2d: 6×14×14", ha="center")
for at in range(6):
    ax.text(2 + 55 * (at + 1) + 24, 27, str(at), ha="center")
ax.text(2, 209, "conv2, relu, max_pool2d: 16×5×5")
# --8<-- [end:plot]
