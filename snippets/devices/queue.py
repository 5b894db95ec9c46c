import matplotlib.pyplot as plt

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.4, 2.2))
for number in range(4):
    ax.barh(1, 0.5, left=0.6 * number, color="C0")
    ax.barh(0, 1.7, left=0.6 + 1.8 * number, color="C1")
    ax.text(0.6 * number + 0.25, 1, number + 1, ha="center", va="center", color="white")
    ax.text(1.45 + 1.8 * number, 0, number + 1, ha="center", va="center", color="white")
ax.barh(1, 5.3, left=2.4, color="gray", alpha=0.4)
ax.text(5.05, 1, "synchronize() waits", ha="center", va="center")
for time, label in ((2.4, "too early"), (7.7, "correct")):
    ax.plot([time, time], [-0.5, 1.6], color="black", linewidth=0.8)
    ax.text(time, 1.75, label, ha="center", va="center")
ax.set(yticks=(0, 1), yticklabels=("GPU", "Python"), xticks=(), ylim=(-0.5, 1.95), xlim=(-0.1, 8.2), xlabel="time")
# --8<-- [end:plot]
