import matplotlib.pyplot as plt
import torch

from snippets.hooks.small import Small
from snippets.hooks.timeline import draw

# --8<-- [start:order]
net = Small()
log = []


def note(name, kind):
    return lambda *args: log.append((name, kind))


for name, module in net.named_modules():
    module.register_forward_pre_hook(note(name or "net", "forward pre"))
    module.register_forward_hook(note(name or "net", "forward"))
y = net(torch.rand(5, 3))
for number, (name, kind) in enumerate(log, 1):
    print(number, name, kind)
# --8<-- [end:order]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(4.2, 1.5))
draw(ax, log, ["net", "fc1", "act", "fc2"])
# --8<-- [end:plot]
