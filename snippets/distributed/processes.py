import matplotlib.pyplot as plt

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, figsize=(5.4, 4.4))


def box(ax, x, width, color, lines, y=0, height=1):
    ax.add_patch(plt.Rectangle((x, y), width, height, fill=False, edgecolor=color, linewidth=1.6))
    for number, line in enumerate(lines):
        ax.text(x + width / 2, y + height - 0.2 - 0.24 * number, line, color=color, ha="center", va="center")


for ax, title in zip(axes, ("DataParallel", "DistributedDataParallel (DDP)")):
    ax.set(title=title, xlim=(-0.1, 6.1), ylim=(-0.1, 1.6))
    ax.set_axis_off()
box(axes[0], 0, 6, "gray", ["one process, batch of 8"], height=1.5)
box(axes[0], 0.3, 1.9, "C0", ["GPU 0", "net", "samples 0 to 3"], y=0.15, height=0.9)
box(axes[0], 3.8, 1.9, "C0", ["GPU 1", "copy of net", "samples 4 to 7"], y=0.15, height=0.9)
axes[0].annotate("", (3.8, 0.6), (2.2, 0.6), arrowprops={"arrowstyle": "<->", "color": "C1"})
axes[0].text(3, 0.75, "net, outputs", color="C1", ha="center", va="center")
for rank in range(2):
    box(axes[1], 3.5 * rank, 2.5, "gray", [f"process {rank}, batch of 4"], height=1.5)
    box(axes[1], 3.5 * rank + 0.15, 2.2, "C0", [f"GPU {rank}", "net, optimizer", "its own batch"], y=0.15, height=0.9)
axes[1].annotate("", (3.5, 0.6), (2.5, 0.6), arrowprops={"arrowstyle": "<->", "color": "C1"})
axes[1].text(3, 0.75, "gradients", color="C1", ha="center", va="center")
# --8<-- [end:plot]
