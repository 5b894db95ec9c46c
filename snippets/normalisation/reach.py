import matplotlib.pyplot as plt
import torch
from torch import nn

from tools.record.cells import cells


# --8<-- [start:reach]
def reach(norm):
    torch.manual_seed(0)
    x = torch.randn(3, 4, 5, 5, requires_grad=True)
    # zh: 一个输出：第 1 个样本、第 2 个通道、左上角
    # en: one output: sample 1, channel 2, top left corner
    norm(x)[1, 2, 0, 0].backward()
    # zh: (3, 4, 5, 5) → (3, 4)：1 表示这张特征图里有它用到的元素
    # en: (3, 4, 5, 5) → (3, 4): 1 where the feature map has elements that it used
    return (x.grad.abs().amax((2, 3)) > 0).int()


norms = {
    "BatchNorm2d": nn.BatchNorm2d(4),
    "BatchNorm2d.eval": nn.BatchNorm2d(4).eval(),
    "LayerNorm": nn.LayerNorm([4, 5, 5]),
    "GroupNorm": nn.GroupNorm(2, 4),
    "InstanceNorm2d": nn.InstanceNorm2d(4),
}
# --8<-- [end:reach]

# --8<-- [start:rows]
torch.manual_seed(0)
for name, norm in norms.items():
    print(name)
    for row in reach(norm).tolist():
        print("  ", *row)
# --8<-- [end:rows]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 3, figsize=(5.2, 3.2))
axes[1, 2].axis("off")
for ax, (name, norm) in zip(axes.flat, norms.items()):
    cells(ax, reach(norm), text=False)
    ax.plot(2.5, 1.5, "o", color="black", markersize=5)
    ax.set_title(name.replace(".", "\n."))
# --8<-- [end:plot]
