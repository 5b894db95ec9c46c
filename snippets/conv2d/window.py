import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from snippets.conv2d.grids import lines, squares

# --8<-- [start:plot]
# only: draws the figure
panels = {"stride=1": {}, "stride=2": {"stride": 2}, "padding=1": {}, "dilation=2": {"dilation": 2}}
fig, axes = plt.subplots(1, 4, figsize=(5.4, 2), width_ratios=[6, 6, 8, 6])
for ax, (title, settings) in zip(axes, panels.items(), strict=True):
    ring = int(title == "padding=1")
    for column, colour in enumerate(["C0", "C1"]):
        image = torch.zeros(1, 1, 6 + 2 * ring, 6 + 2 * ring, requires_grad=True)
        F.conv2d(image, torch.ones(1, 1, 3, 3), **settings)[0, 0, 0, column].backward()
        squares(ax, image.grad[0, 0].tolist(), colour)
    lines(ax, ring, 6, 6)
    ax.set_title(title)
    ax.axis("off")
# --8<-- [end:plot]
