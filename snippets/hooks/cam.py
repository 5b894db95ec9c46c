import matplotlib.pyplot as plt
import torch

from snippets.hooks.grad_cam import grad_cam
from snippets.hooks.strokes import Strokes

# --8<-- [start:weights]
net = Strokes()
with torch.no_grad():
    # zh: 第 0 个卷积核找竖线，第 1 个找横线
    # en: kernel 0 looks for vertical strokes, kernel 1 for horizontal ones
    net.conv.weight[0, 0] = torch.tensor([-1.0, 2.0, -1.0]).expand(3, 3)
    net.conv.weight[1, 0] = net.conv.weight[0, 0].T
    # zh: 1 有竖线而没有横线，7 两种都有
    # en: a 1 has a vertical stroke and no horizontal one, a 7 has both
    net.fc.weight.copy_(torch.tensor([[1.0, -1.0], [1.0, 1.0]]))
# --8<-- [end:weights]

# --8<-- [start:use]
# zh: 数字 7：第 3 行是横线，第 11 列是竖线
# en: the digit 7: a horizontal stroke in row 3, a vertical one in column 11
x = torch.zeros(1, 1, 16, 16)
x[0, 0, 3, 4:12] = 1
x[0, 0, 3:14, 11] = 1
cams = [grad_cam(net, net.relu, x, label) for label in (0, 1)]
for name, cam in zip(("1", "7"), cams):
    rows, columns = (cam > cam.max() / 2).nonzero().T.tolist()
    print("class", name, "rows", min(rows), "to", max(rows))
    print("class", name, "columns", min(columns), "to", max(columns))
# --8<-- [end:use]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.4, 2.1))
for ax, values, title in zip(axes, (x[0, 0], *cams), ("x", "1", "7")):
    for row, column in (values > 0).nonzero().tolist():
        strength = (values[row, column] / values.max()).item()
        ax.add_patch(plt.Rectangle((column, row), 1, 1, color="C0", alpha=round(strength, 2), linewidth=0))
    ax.set(xlim=(0, 16), ylim=(16, 0), aspect="equal", xticks=[], yticks=[], title=title)
    ax.spines[["top", "right"]].set_visible(True)
# --8<-- [end:plot]
