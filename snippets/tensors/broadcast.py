import matplotlib.pyplot as plt
import torch

from tools.record.cells import cells

# --8<-- [start:add]
# zh: 3 行 1 列，和 4 个数的一行
# en: 3 rows of 1 column, and a row of 4 numbers
column = torch.tensor([[0.0], [10.0], [20.0]])
row = torch.tensor([1.0, 2.0, 3.0, 4.0])
print("row * row", (row * row).tolist())
print("row + 100", (row + 100).tolist())

table = column + row
print("column + row", tuple(table.shape))
print(*table.tolist(), sep="\n")
# --8<-- [end:add]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(3, 1, figsize=(3.2, 6.3))
titles = ["column (3, 1), read as (3, 4)", "row (4,), read as (3, 4)", "column + row (3, 4)"]
for ax, values, title in zip(axes, [column.expand(3, 4), row.expand(3, 4), table], titles, strict=True):
    cells(ax, values)
    ax.set_title(title)
frame = dict(fill=False, edgecolor="C1", linewidth=2.5, clip_on=False)
axes[0].add_patch(plt.Rectangle((0, 0), 1, 3, **frame))
axes[1].add_patch(plt.Rectangle((0, 0), 4, 1, **frame))
# --8<-- [end:plot]
