import matplotlib.pyplot as plt
import torch

from snippets.hooks.small import Small
from snippets.hooks.timeline import KINDS, draw
from snippets.hooks.watch import watch

# --8<-- [start:order]
net = Small()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
log, note = watch(net)
optimizer.register_step_pre_hook(note("optimizer", "step pre"))
optimizer.register_step_post_hook(note("optimizer", "step"))
x = torch.rand(5, 3, requires_grad=True)
x.register_hook(note("x", "tensor"))

net(x).sum().backward()
optimizer.step()
for number, (name, kind) in enumerate(log, 1):
    print(number, name, kind)
# --8<-- [end:order]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(4.2, 3.2))
draw(ax, log, ["x", "net", "fc1", "fc1.weight", "act", "fc2", "fc2.weight", "optimizer"])
for kind, colour in KINDS.items():
    point = kind in ("tensor", "accumulated")
    ax.plot([], [], "o" if kind == "tensor" else "s", color=colour, alpha=1 if point else 0.5, label=kind)
fig.legend(loc="outside upper center", ncols=3, handletextpad=0.1, columnspacing=1)
# --8<-- [end:plot]
