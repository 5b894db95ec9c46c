import matplotlib.pyplot as plt
import torch

from snippets.attention.squares import squares
from snippets.transformer.net import Sorter, accuracy, train

# --8<-- [start:fit]
torch.manual_seed(0)
net = Sorter()
train(net, steps=500, lr=0.005)
digits, sequences = accuracy(net)
print("digits more than 99% right", digits > 0.99)
print("whole sequences more than 95% right", sequences > 0.95)

example = torch.tensor([[7, 2, 9, 4, 0, 5, 1, 8]])
print(net(example).argmax(dim=-1).tolist())
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
    maps = attention_maps(net, example)
print(len(maps), "blocks, each", tuple(maps[0].shape))
for head in maps[1][0]:
    # zh: 每个输出位置所看的数字的加权平均：(8, 8) @ (8,) → (8,)
    # en: the weighted mean of the digits that each output looks at: (8, 8) @ (8,) → (8,)
    seen = head @ example[0].float()
    print("first output below 2", seen[0].item() < 2, "last output above 7", seen[7].item() > 7)
# --8<-- [end:maps]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 2, figsize=(5.4, 5.8))
order = example[0].argsort()
for ax, (block, head) in zip(axes.flat, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True):
    squares(ax, maps[block][0, head][:, order])
    ax.set_title(f"block {block}, head {head}", fontsize=10, pad=14)
    for at, digit in enumerate(example[0, order].tolist()):
        if block == 0:
            ax.text(at + 0.5, -0.15, str(digit), ha="center", va="bottom", fontsize=9)
        if head == 0:
            ax.text(-0.2, at + 0.5, str(at), ha="right", va="center", fontsize=9)
# --8<-- [end:plot]
