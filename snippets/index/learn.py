import matplotlib.pyplot as plt

# --8<-- [start:learn]
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
# zh: 平面上 300 个点；落在圆内的是类 1，圆外的是类 0
# en: 300 points of the plane; class 1 inside a circle, class 0 outside
x = torch.rand(300, 2) * 2 - 1
target = (x.square().sum(1) < 0.5).long()

net = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
for step in range(101):
    optimizer.zero_grad()
    output = net(x)
    loss = F.cross_entropy(output, target)
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        print(step, f"{loss.item():.2f}")
# --8<-- [end:learn]

# --8<-- [start:right]
# zh: 新的 1000 个点，网络没见过
# en: 1000 new points, which the net has not seen
new = torch.rand(1000, 2) * 2 - 1
right = net(new).argmax(1) == (new.square().sum(1) < 0.5)
print(right.float().mean().item() > 0.95)
# --8<-- [end:right]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(3.2, 3.2))
grid = torch.linspace(-1, 1, 41)
with torch.no_grad():
    scores = net(torch.cartesian_prod(grid, grid)).softmax(1)[:, 1].reshape(41, 41).T
ax.contour(grid, grid, scores, [0.5], colors="C3")
for label, marker in enumerate("ox"):
    ax.plot(*x[:60][target[:60] == label].T, marker, color=f"C{label * 2}", alpha=0.8, markersize=5)
ax.set(xlim=(-1, 1), ylim=(-1, 1), aspect="equal", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
# --8<-- [end:plot]
