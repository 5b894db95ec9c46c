from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

import snippets.digits.load as digits
from snippets.regularisation.best import compare
from snippets.regularisation.draw import make_sets

# --8<-- [start:real]
# device: cpu, reads files
# only: the same comparison with the digits of the labs, for the figure and the table
torch.manual_seed(0)
(x, target), (x_held, target_held) = digits.load_digits(Path(digits.__file__).parent / "data")
# zh: 去掉四周补的零，(N, 1, 32, 32) → (N, 1, 28, 28) → (N, 1, 14, 14)
# en: without the zeros around it, (N, 1, 32, 32) → (N, 1, 28, 28) → (N, 1, 14, 14)
x, x_held = (F.avg_pool2d(images[:, :, 2:30, 2:30], 2) for images in (x, x_held))
drawn = compare(*make_sets())
real = compare((x[:300], target[:300]), (x_held[:1000], target_held[:1000]), (x_held[1000:], target_held[1000:]))
for number in (0, 1):
    for name, rows in real.items():
        losses = " ".join(f"{row[number][0]:.2f}" for row in rows)
        print(f"{name:14} {losses}   " + " ".join(f"{row[number][1]:.2f}" for row in rows))
# --8<-- [end:real]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 2, figsize=(5.4, 2.6), sharey=True)
for ax, results, title in zip(axes, (drawn, real), ("drawn, 100 images", "handwritten, 300 images")):
    for row, (name, seeds) in enumerate(results.items()):
        values = [best[1] for _, best in seeds]
        ax.plot(values, [row] * 3, "o", color=f"C{row % 6}", fillstyle="none")
        ax.plot(sum(values) / 3, row, "|", color=f"C{row % 6}", markersize=16)
    ax.set(title=title, xlabel="test accuracy")
axes[0].set(yticks=range(len(drawn)), ylim=(len(drawn) - 0.5, -0.5))
axes[0].set_yticklabels(list(drawn))
# --8<-- [end:plot]
