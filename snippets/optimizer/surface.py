import matplotlib.pyplot as plt
import torch
from matplotlib.patches import Ellipse
from torch import nn

# --8<-- [start:valley]
from torch import optim


def valley(w):
    # zh: 两个方向的曲率是 1 和 50，最低点是 (0, 0)
    # en: the curvatures are 1 and 50, the lowest point is (0, 0)
    return 0.5 * (w[0] ** 2 + 50 * w[1] ** 2)


def descend(make, steps=40):
    w = nn.Parameter(torch.tensor([-4.0, 0.5]))
    optimizer = make([w])
    points = [w.tolist()]
    for _ in range(steps):
        optimizer.zero_grad()
        loss = valley(w)
        loss.backward()
        optimizer.step()
        points.append(w.tolist())
    return points
# --8<-- [end:valley]


# --8<-- [start:race]
makers = {
    "SGD": lambda params: optim.SGD(params, lr=0.035),
    "momentum": lambda params: optim.SGD(params, lr=0.02, momentum=0.8),
    "Nesterov": lambda params: optim.SGD(params, lr=0.02, momentum=0.8, nesterov=True),
    "RMSprop": lambda params: optim.RMSprop(params, lr=0.05),
    "Adam": lambda params: optim.Adam(params, lr=0.3),
    "AdamW": lambda params: optim.AdamW(params, lr=0.3, weight_decay=0.1),
}
for name, make in makers.items():
    points = descend(make)
    print(f"{name:9}", *[f"{valley(torch.tensor(points[step])).item():.4f}" for step in (10, 20, 40)])
# --8<-- [end:race]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 1, figsize=(5.2, 4.4), sharex=True, sharey=True)
for number, (name, make) in enumerate(makers.items()):
    axes[number // 3].plot(*zip(*descend(make), strict=True), color=f"C{number}", label=name, linewidth=1.4)
for ax in axes:
    for height in (0.5, 3, 10):
        width = 2 * (2 * height) ** 0.5
        ax.add_patch(Ellipse((0, 0), width, width / 50**0.5, fill=False, edgecolor="gray", linewidth=0.7))
    ax.plot(0, 0, "+", color="black")
    ax.set(xlim=(-4.4, 3.8), ylim=(-0.62, 0.62), ylabel="w[1]", xticks=(-4, -2, 0, 2), yticks=(-0.5, 0, 0.5))
    ax.legend(loc="upper right", frameon=True, facecolor="white", edgecolor="white", framealpha=1)
ax.set(xlabel="w[0]")
# --8<-- [end:plot]
