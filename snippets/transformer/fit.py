import matplotlib.pyplot as plt
import torch

from snippets.transformer.net import Sorter, accuracy, train
from tools.record.cells import cells

# --8<-- [start:fit]
torch.manual_seed(0)
net = Sorter()
train(net, steps=500, lr=0.005)
digits, sequences = accuracy(net)
print("digits more than 99% right", digits > 0.99)
print("whole sequences more than 95% right", sequences > 0.95)

x = torch.tensor([[7, 2, 9, 4, 0, 5, 1, 8]])
print(net(x).argmax(dim=-1).tolist())
# --8<-- [end:fit]


# --8<-- [start:maps]
def attention_maps(net, x):
    y, maps = net.embed(x), []
    for block in net.blocks:
        z = block.norm1(y)
        maps.append(block.self_attn(z, z, z, average_attn_weights=False)[1])
        y = block(y)
    return maps


with torch.no_grad():
    maps = attention_maps(net, x)
print(len(maps), "blocks, each", tuple(maps[0].shape))
for head in maps[1][0]:
    print("most weight on", x[0, head.argmax(dim=-1)].tolist())
# --8<-- [end:maps]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 2, figsize=(5.4, 5.8))
order = x[0].argsort()
for ax, (block, head) in zip(axes.flat, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
    cells(ax, maps[block][0, head][:, order], text=False)
    ax.set_title(f"block {block}, head {head}", fontsize=10, pad=14)
    for column, digit in enumerate(x[0, order].tolist()):
        ax.text(column + 0.5, -0.15, str(digit), ha="center", va="bottom", fontsize=8)
        ax.text(-0.2, column + 0.5, str(column), ha="right", va="center", fontsize=8)
# --8<-- [end:plot]
