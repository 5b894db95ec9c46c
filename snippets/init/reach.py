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
    # zh: (3, 4, 5, 5) → (3, 4)：这个通道的图里有没有它用到的数
    # en: (3, 4, 5, 5) → (3, 4): does this map hold numbers that it used?
    return (x.grad.abs().amax((2, 3)) > 0).int()


norms = {
    "BatchNorm2d": nn.BatchNorm2d(4),
    "BatchNorm2d.eval": nn.BatchNorm2d(4).eval(),
    "LayerNorm": nn.LayerNorm([4, 5, 5]),
    "GroupNorm": nn.GroupNorm(2, 4),
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
fig, axes = plt.subplots(1, 4, figsize=(5.4, 1.7))
for ax, (name, norm) in zip(axes, norms.items()):
    cells(ax, reach(norm), text=False)
    ax.plot(2.5, 1.5, "o", color="black", markersize=5)
    ax.set_title(name.replace(".", "\n."))
# --8<-- [end:plot]
