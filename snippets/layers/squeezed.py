import matplotlib.pyplot as plt
import torch
from torch import nn

# --8<-- [start:plot]
# only: draws the figure
x = torch.linspace(-4, 4, 81)
fig, ax = plt.subplots(figsize=(5.2, 3.6))
for number, name in enumerate(("Sigmoid", "Hardsigmoid", "Tanh", "Softsign")):
    ax.plot(x, getattr(nn, name)()(x), color=f"C{number}", label=name)
ax.set(xlabel="x", ylim=(-1.2, 1.2), xticks=range(-4, 5, 2), yticks=(-1, 0, 1))
ax.legend(loc="upper left")
# --8<-- [end:plot]
