import matplotlib.pyplot as plt
import torch

from snippets.training.data import TensorDataset, make_loader, three_sets
from snippets.training.loop import evaluate, fit, make_net

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
val_loader = make_loader(val_set)
# --8<-- [end:sets]

# --8<-- [start:sizes]
torch.manual_seed(0)
cases = {"too small": (3, 200), "suitable": (32, 200), "too large": (256, 200), "too few data": (32, 20)}
curves = {}
for name, (width, samples) in cases.items():
    part = TensorDataset(*train_set[:samples])
    torch.manual_seed(0)
    net = make_net(width)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    curves[name] = fit(net, optimizer, make_loader(part, shuffle=True), val_loader, epochs=80)
    train_accuracy = evaluate(net, make_loader(part))[1]
    lowest = min(val_loss for _, val_loss, _ in curves[name])
    train_loss, val_loss, val_accuracy = curves[name][-1]
    print(name)
    print(f"    loss      train {train_loss:.1f}  val {val_loss:.1f}  lowest val {lowest:.1f}")
    print(f"    accuracy  train {train_accuracy:.1f}  val {val_accuracy:.1f}")
# --8<-- [end:sizes]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, 2, figsize=(5.4, 4.2), sharex=True, sharey=True)
for ax, (name, history) in zip(axes.flat, curves.items()):
    for number, label in enumerate(("train loss", "val loss")):
        ax.plot(range(1, 81, 3), [row[number] for row in history[::3]], f"C{3 * number}", label=label)
    ax.set(title=name, xticks=(1, 40, 80), yticks=(0, 0.5, 1, 1.5), ylim=(0, 1.7))
for ax in axes[1]:
    ax.set(xlabel="epoch")
for ax in axes[:, 0]:
    ax.set(ylabel="loss")
axes[0, 1].legend(loc="upper right")
# --8<-- [end:plot]
