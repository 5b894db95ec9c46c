import matplotlib.pyplot as plt
import torch

from snippets.unet.data import make_bars

# --8<-- [start:show]
torch.manual_seed(0)
x, target = make_bars(200)
print("x", tuple(x.shape), "target", tuple(target.shape), target.dtype)
print("pixels of each class", target.flatten().bincount().tolist())
# --8<-- [end:show]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 2, figsize=(5.2, 2.6))
rows, columns = (x[0, 0] > 1).nonzero().T
axes[0].plot(columns, rows, "s", color="gray", markersize=3)
for label, colour in ((1, "C0"), (2, "C3")):
    rows, columns = (target[0] == label).nonzero().T
    top, bottom, left, right = rows.min() - 0.5, rows.max() + 0.5, columns.min() - 0.5, columns.max() + 0.5
    axes[1].fill([left, right, right, left], [top, top, bottom, bottom], colour)
    axes[1].text(right + 1, bottom, label, color=colour)
for ax, title in zip(axes, ("x > 1", "target")):
    ax.set(title=title, xlim=(-1, 32), ylim=(32, -1), xticks=(0, 31), yticks=(0, 31), aspect="equal")
# --8<-- [end:plot]
