import matplotlib.pyplot as plt
import torch
from torch import nn

# --8<-- [start:plot]
# only: draws the figure
x = torch.linspace(-4, 4, 81)
fig, ax = plt.subplots(figsize=(5.2, 3.6))
for number, name in enumerate(("ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Mish")):
    ax.plot(x, getattr(nn, name)()(x), color=f"C{number}", label=name)
ax.set(xlabel="x", ylim=(-1.4, 4), xticks=range(-4, 5, 2), yticks=range(-1, 5))
ax.legend(loc="upper left")
# --8<-- [end:plot]
