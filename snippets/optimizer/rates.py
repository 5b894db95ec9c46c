import matplotlib.pyplot as plt
import torch
from torch import nn


# --8<-- [start:rates]
def walk(lr, steps=20):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=lr)
    values = [w.item()]
    for _ in range(steps):
        optimizer.zero_grad()
        loss = (w - 3) ** 2
        loss.backward()
        optimizer.step()
        values.append(w.item())
    return values


for lr in (0.001, 0.01, 0.1, 0.5, 0.9, 1.0, 1.1):
    print("lr", lr, "w after 20 steps", round(walk(lr)[-1], 2))
# --8<-- [end:rates]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.2))
ax.axhline(3, color="gray", linewidth=1)
for number, lr in enumerate((0.01, 0.1, 0.9, 1.1)):
    ax.plot(walk(lr, 12), f"C{number}", label=f"lr {lr}", marker="o", markersize=3, linewidth=1.4)
ax.set(xlabel="step", ylabel="w", ylim=(-12, 18), yticks=(-10, -5, 0, 3, 10, 15), xticks=range(0, 13, 3))
ax.legend(loc="upper left", ncols=2)
# --8<-- [end:plot]
