import matplotlib.pyplot as plt
import torch

from tools.record.cells import cells

# --8<-- [start:accident]
output = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])

wrong = output - target
print("wrong", tuple(wrong.shape))
print(f"mean of squares {wrong.square().mean().item():.4f}")

right = output.squeeze(1) - target
print("right", tuple(right.shape))
print(f"mean of squares {right.square().mean().item():.4f}")
# --8<-- [end:accident]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.2, 2.4), width_ratios=[1.6, 3, 3])
titles = ["output\n(3, 1)", "target\n(3,)", "output − target\n(3, 3)"]
for ax, values, title in zip(axes, [output, target[None], wrong], titles, strict=True):
    cells(ax, values)
    ax.set_title(title)
for i in range(3):
    axes[2].add_patch(plt.Rectangle((i, i), 1, 1, fill=False, edgecolor="C1", linewidth=2.5, clip_on=False))
# --8<-- [end:plot]
