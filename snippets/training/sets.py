import matplotlib.pyplot as plt
import torch

from snippets.training.data import make_loader, three_sets

# --8<-- [start:sets]
train_set, val_set, test_set = three_sets()
for name, dataset in (("train", train_set), ("val", val_set), ("test", test_set)):
    x, target = dataset.tensors
    print(name, tuple(x.shape), x.dtype, target.dtype)
# --8<-- [end:sets]

# --8<-- [start:batches]
torch.manual_seed(0)
train_loader = make_loader(train_set, shuffle=True)
val_loader = make_loader(val_set)
print("batches", [tuple(x.shape) for x, target in train_loader])
# --8<-- [end:batches]

# --8<-- [start:plot]
# only: draws the figure
x, target = (part[:84].cpu() for part in train_set.tensors)
fig, ax = plt.subplots(figsize=(3.6, 3.4))
for number, (color, marker) in enumerate((("C0", "o"), ("C3", "s"), ("C2", "^"))):
    ax.plot(*x[target == number].T, marker, color=color, markersize=4, label=f"target {number}")
ax.set(xlabel="x[:, 0]", ylabel="x[:, 1]", xticks=(-2, 0, 2), yticks=(-2, 0, 2), aspect="equal")
fig.legend(loc="outside upper center", ncols=3, handletextpad=0.1, columnspacing=1)
# --8<-- [end:plot]
