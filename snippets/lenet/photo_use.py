import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from snippets.lenet.photo import photo, prepare
from snippets.lenet.shade import shade, sheet
from snippets.lenet.trained import trained

# --8<-- [start:use]
x = prepare(photo)
print("photo   ", tuple(photo.shape), "paper", photo[0, 0, 0].item(), "ink", photo.min().item())
print("prepared", tuple(x.shape), "paper", x[0, 0, 0, 0].item(), "ink", round(x.max().item(), 2))
# --8<-- [end:use]

# --8<-- [start:plot]
# only: draws the figure
grey = photo.float().mean(0)[None, None] / 255
resized = F.interpolate(grey, size=(32, 32), mode="bilinear", antialias=True)
dark = (1 - resized - (1 - grey).median()).clamp(min=0)
inputs = {"resized": resized, "inverted": 1 - resized, "paper to 0": dark / dark.max(), "centred": prepare(photo)}

net = trained()
ax = sheet(plt, 384, 124)
side, top = 86, 20
for at, (name, image) in enumerate(inputs.items()):
    left = 2 + 98 * at
    shade(ax, [(image[0, 0], left, top, side)], 1)
    with torch.no_grad():
        share, answer = net(image).softmax(1)[0].max(0)
    ax.text(left + side / 2, 12, name, ha="center")
    ax.text(left + side / 2, 120, f"{answer}: {share:.0%}", ha="center")
# --8<-- [end:plot]
