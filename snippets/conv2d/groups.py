import matplotlib.pyplot as plt
import torch
from torch import nn

from snippets.conv2d.grids import lines, squares

# --8<-- [start:groups]
torch.manual_seed(0)
for groups in (1, 2, 4):
    conv = nn.Conv2d(4, 8, 3, groups=groups)
    print(groups, tuple(conv.weight.shape), sum(p.numel() for p in conv.parameters()))
# --8<-- [end:groups]

# --8<-- [start:plot]
# only: draws the figure
torch.manual_seed(0)
fig, axes = plt.subplots(1, 3, figsize=(4.8, 2.7))
for ax, groups in zip(axes, (1, 2, 4), strict=True):
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
