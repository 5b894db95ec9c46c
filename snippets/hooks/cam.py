import matplotlib.pyplot as plt
import torch

from snippets.hooks.bars import bars


# --8<-- [start:cam]
def grad_cam(net, layer, x, label):
    kept = {}

    def keep(module, args, output):
        kept["maps"] = output
        output.register_hook(lambda grad: kept.update(grad=grad))

    with layer.register_forward_hook(keep):
        scores = net(x)
    scores[0, label].backward()
    # zh: 每张特征图一个权重：梯度的平均，(1, 16, 10, 10) → (1, 16, 1, 1)
    # en: each map's weight, its mean gradient: (1, 16, 10, 10) → (1, 16, 1, 1)
    weight = kept["grad"].mean((2, 3), keepdim=True)
    # zh: 加权求和，负值变成 0：(1, 16, 10, 10) → (10, 10)
    # en: weighted sum, negative places to 0: (1, 16, 10, 10) → (10, 10)
    return (weight * kept["maps"]).sum(1).relu()[0].detach()
# --8<-- [end:cam]


# --8<-- [start:use]
net = bars()
x = torch.zeros(1, 1, 32, 32)
x[0, 0, 4:28, 8] = 1
x[0, 0, 16, 14:30] = 1
print(net(x)[0, :3].tolist())
cams = [grad_cam(net, net.conv2, x, label) for label in (0, 1)]
for cam in cams:
    strong = (cam > cam.max() / 2).nonzero()
    print("rows", strong[:, 0].unique().tolist(), "columns", strong[:, 1].unique().tolist())
# --8<-- [end:use]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(4.2, 1.7))
for ax, values, title in zip(axes, (x[0, 0], *cams), ("x", "0", "1")):
    side = len(values)
    for row, column in (values > 0).nonzero().tolist():
        strength = (values[row, column] / values.max()).item()
        ax.add_patch(plt.Rectangle((column, row), 1, 1, color="C0", alpha=round(strength, 2), linewidth=0))
    ax.set(xlim=(0, side), ylim=(side, 0), aspect="equal", xticks=[], yticks=[], title=title)
    ax.spines[["top", "right"]].set_visible(True)
# --8<-- [end:plot]
