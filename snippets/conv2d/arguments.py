import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

from snippets.conv2d.grids import lines, squares

# --8<-- [start:plot]
# only: draws the figure
top, bottom = plt.figure(figsize=(5.4, 4.5)).subfigures(2, 1, height_ratios=[2, 2.5])

windows = {"stride=1": {}, "stride=2": {"stride": 2}, "padding=1": {}, "dilation=2": {"dilation": 2}}
for ax, (title, settings) in zip(top.subplots(1, 4, width_ratios=[6, 6, 8, 6]), windows.items(), strict=True):
    ring = int(title == "padding=1")
    for column, colour in enumerate(["C0", "C1"]):
        image = torch.zeros(1, 1, 6 + 2 * ring, 6 + 2 * ring, requires_grad=True)
        F.conv2d(image, torch.ones(1, 1, 3, 3), **settings)[0, 0, 0, column].backward()
        squares(ax, image.grad[0, 0].tolist(), colour)
    lines(ax, ring, 6, 6)
    ax.set_title(title)
    ax.axis("off")

for ax, groups in zip(bottom.subplots(1, 3), (1, 2, 4), strict=True):
    conv, seen = nn.Conv2d(4, 8, 3, groups=groups), []
    for channel in range(8):
        image = torch.ones(1, 4, 3, 3, requires_grad=True)
        conv(image)[0, channel].sum().backward()
        seen.append([bool(gradient.any()) for gradient in image.grad[0]])
    squares(ax, seen, "C0")
    lines(ax, 0, 4, 8)
    ax.set(title=f"groups={groups}", xticks=[0.5, 3.5], xticklabels=["in 0", "in 3"])
    ax.set(yticks=[0.5, 7.5], yticklabels=["out 0", "out 7"] if groups == 1 else [])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
# --8<-- [end:plot]
