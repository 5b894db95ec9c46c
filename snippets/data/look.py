import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader

from snippets.data.draw import write_images
from snippets.data.runs import runs
from snippets.data.sets import three_sets

# --8<-- [start:before]
# only: the page has made these files above
# device: own
torch.manual_seed(0)
folder = Path(tempfile.mkdtemp())
write_images(folder, count=40)
# --8<-- [end:before]

# --8<-- [start:look]
# device: own
torch.manual_seed(0)
train_set, val_set, test_set = three_sets(folder)
train_loader = DataLoader(train_set, batch_size=24, shuffle=True)
x, target = next(iter(train_loader))
print("x", tuple(x.shape), x.dtype, "finite", x.isfinite().all().item())
print(f"min {x.min():.1f}  max {x.max():.1f}  mean {x.mean():.1f}  std {x.std():.1f}")
print("target", tuple(target.shape), target.dtype, "counts", torch.bincount(target).tolist())
# --8<-- [end:look]

# --8<-- [start:train]
# device: own
torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(256, 3))
optimizer = torch.optim.AdamW(net.parameters(), lr=0.03)
for epoch in range(20):
    for x, target in train_loader:
        loss = F.cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
with torch.no_grad():
    x, target = next(iter(DataLoader(test_set, batch_size=len(test_set))))
    right = (net(x).argmax(dim=1) == target).float().mean().item()
print("right more than eight times in ten:", right > 0.8)
# --8<-- [end:train]

# --8<-- [start:plot]
# only: draws the figure
# device: own
fig, ax = plt.subplots(figsize=(5.2, 2.1))
for number, (image, label) in enumerate(zip(x[:12], target, strict=False)):
    right, below = 20 * (number % 6), 24 * (number // 6)
    ax.plot(*runs(image[0], 0.6, right, below), color="black", linewidth=2.4, solid_capstyle="butt")
    ax.text(right + 8, below - 2, train_set.dataset.classes[label], ha="center", fontsize=9)
ax.set(xlim=(-1, 117), ylim=(41, -6), aspect="equal")
ax.axis("off")
# --8<-- [end:plot]
