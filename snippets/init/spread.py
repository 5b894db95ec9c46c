import matplotlib.pyplot as plt
import torch

from snippets.init.deep import deep, rules, sizes

# --8<-- [start:curves]
torch.manual_seed(0)
x = torch.randn(512, 256).double()
curves = {}
for name, rule in rules.items():
    torch.manual_seed(1)
    curves[name] = means, spreads = sizes(deep(rule), x)
    print(name)
    for values in (means, spreads):
        print("  ", *(f"{values[i]:.1f}" for i in (0, 4, 9, 19)))
# --8<-- [end:curves]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, sharex=True, figsize=(5.2, 5.4))
for number, (name, pair) in enumerate(curves.items()):
    for ax, values in zip(axes, pair):
        ax.plot(range(1, 21), values, f"C{number}", label=name)
for ax, label in zip(axes, ("log10 mean", "log10 std")):
    ax.set(ylabel=label, ylim=(-12.5, 7.5), xticks=[1, 5, 10, 15, 20])
axes[1].set_xlabel("layer")
axes[0].legend(loc="lower left", ncols=2)
# --8<-- [end:plot]
