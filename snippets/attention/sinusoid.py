import math

import matplotlib.pyplot as plt
import torch


# --8<-- [start:sinusoid]
def sinusoid(length, features):
    position = torch.arange(length)[:, None]
    # zh: 每两列一个频率，从 1 逐列降低，接近 1/10000
    # en: one frequency for two columns, from 1 down towards 1/10000
    frequency = torch.exp(-math.log(10000.0) * torch.arange(0, features, 2) / features)
    table = torch.zeros(length, features)
    table[:, 0::2] = torch.sin(position * frequency)
    table[:, 1::2] = torch.cos(position * frequency)
    return table
# --8<-- [end:sinusoid]


# --8<-- [start:table]
table = sinusoid(50, 32)
print("shape", tuple(table.shape))
for distance in (0, 1, 5, 20):
    print("distance", distance, [round((table[i] @ table[i + distance]).item(), 2) for i in (0, 10, 29)])
# --8<-- [end:table]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.2))
for number, column in enumerate((0, 4, 8, 12)):
    ax.plot(table[:, column], f"C{number}", linestyle=("-", "--", "-.", ":")[number], label=f"column {column}")
ax.set(xlabel="position", ylabel="value", yticks=(-1, 0, 1), ylim=(-1.1, 1.1))
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2, frameon=False, fontsize=9)
# --8<-- [end:plot]
