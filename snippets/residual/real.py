from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from snippets.digits import load
from snippets.residual.plain import make_deep, train

# --8<-- [start:curves]
# only: the handwritten digits are not on the page; its figure shows these losses
torch.manual_seed(0)
(x, target), _ = load.load_digits(Path(load.__file__).parent / "data")
x, target = F.avg_pool2d(x[:1000], 2), target[:1000]
curves = {}
for skip, name in ((False, "plain"), (True, "residual")):
    for blocks in (3, 20):
        torch.manual_seed(0)
        curves[f"{name}, {blocks} blocks"] = train(make_deep(blocks, skip), x, target, epochs=5)
# --8<-- [end:curves]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.2))
for number, (name, losses) in enumerate(curves.items()):
    ax.plot(range(1, 6), losses, f"C{3 * (number // 2)}", linestyle="--" if number % 2 == 0 else "-", label=name)
ax.set(xlabel="epoch", ylabel="training loss", xticks=range(1, 6), ylim=(0, 2.6))
ax.legend(loc="lower left")
# --8<-- [end:plot]
