import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from torch.utils.data import DataLoader

from snippets.data.augment import augment
from snippets.data.draw import write_images
from snippets.data.image_files import ImageFiles
from snippets.data.runs import runs

# --8<-- [start:files]
# device: own
torch.manual_seed(0)
folder = Path(tempfile.mkdtemp())
write_images(folder, count=40)
shapes = ImageFiles(folder)
print("length", len(shapes), "classes", shapes.classes)
x, target = shapes[50]
print("x", tuple(x.shape), x.dtype, "target", target, "file", shapes.paths[50].parent.name)
# --8<-- [end:files]

# --8<-- [start:next]
# device: own
torch.manual_seed(0)
loader = DataLoader(shapes, batch_size=8, shuffle=True)
for _ in range(2):
    x, target = next(iter(loader))
    print("x", tuple(x.shape), "target", target.tolist())
# --8<-- [end:next]

# --8<-- [start:twice]
# device: own
torch.manual_seed(0)
augmented = ImageFiles(folder, transforms=augment)
print("length", len(shapes), len(augmented))
print("the same twice", torch.equal(shapes[0][0], shapes[0][0]), torch.equal(augmented[0][0], augmented[0][0]))
# --8<-- [end:twice]

# --8<-- [start:plot]
# only: draws the figure
# device: own
torch.manual_seed(1)
fig, ax = plt.subplots(figsize=(5.2, 2.7))
for row, index in enumerate((3, 44, 83)):
    for column in range(6):
        image = (augmented if column else shapes)[index][0][0]
        where = runs(image, 0.45, right=20 * column + 5 * bool(column), below=20 * row)
        ax.plot(*where, color="black", alpha=image.max().item() ** 2, linewidth=2.4, solid_capstyle="butt")
ax.axvline(20, color="gray", linewidth=1)
ax.text(8, -2, "file", ha="center")
ax.text(73, -2, "augmented", ha="center")
ax.set(xlim=(-1, 122), ylim=(57, -6), aspect="equal")
ax.axis("off")
# --8<-- [end:plot]
