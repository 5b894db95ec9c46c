import matplotlib.pyplot as plt

from snippets.transfer.real import SHOTS, WAYS, measure

# --8<-- [start:plot]
# only: draws the figure
results = measure()
fig, axes = plt.subplots(1, 2, figsize=(5.2, 2.8), sharey=True)
for ax, name in zip(axes, ("digits 5 to 9", "quarter turns")):
    for number, way in enumerate(WAYS):
        rows = [results[name, way, shots] for shots in SHOTS]
        low, high = [min(row) for row in rows], [max(row) for row in rows]
        ax.fill_between(SHOTS, low, high, color=f"C{number}", alpha=0.25, linewidth=0)
        ax.semilogx(SHOTS, [sum(row) / 3 for row in rows], f"C{number}o-", markersize=3, label=way)
    ax.set(title=name, xlabel="images per class", ylim=(0, 1), xticks=SHOTS, xticklabels=SHOTS)
    ax.minorticks_off()
axes[0].set(ylabel="accuracy")
axes[1].legend(loc="lower right")
# --8<-- [end:plot]
