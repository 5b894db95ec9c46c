import matplotlib.pyplot as plt
import torch

from snippets.hooks.small import Small
from snippets.hooks.timeline import draw
from snippets.hooks.watch import watch

# --8<-- [start:warns]
net = Small()
log, note = watch(net)
net(torch.rand(5, 3)).sum().backward()
# --8<-- [end:warns]

# --8<-- [start:order]
for name, kind in log[8:]:
    print(name, kind)
# --8<-- [end:order]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(4.2, 2))
draw(ax, log, ["net", "fc1", "fc1.weight", "act", "fc2", "fc2.weight"])
# --8<-- [end:plot]
