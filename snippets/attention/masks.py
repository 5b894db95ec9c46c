import matplotlib.pyplot as plt
import torch

from snippets.attention.by_hand import attention
from snippets.attention.squares import squares

# --8<-- [start:maps]
# only: the figure shows these weights
torch.manual_seed(0)
x = torch.randn(1, 5, 8)
past = torch.ones(5, 5, dtype=torch.bool).tril()
real = (torch.arange(5) < 3).expand(5, 5)
maps = {name: attention(x, x, x, mask)[1][0] for name, mask in (("no mask", None), ("padding", real), ("causal", past))}
# --8<-- [end:maps]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(1, 3, figsize=(5.4, 2.3))
for ax, (name, values) in zip(axes, maps.items(), strict=True):
    squares(ax, values)
    ax.set_title(name, fontsize=11)
    ax.text(2.5, 5.7, "key", ha="center", fontsize=9)
axes[0].text(-0.6, 2.5, "query", va="center", ha="center", rotation=90, fontsize=9)
# --8<-- [end:plot]
