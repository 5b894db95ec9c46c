import matplotlib.pyplot as plt
import torch

from snippets.init.deep import deep, rules, sizes

# --8<-- [start:curves]
torch.manual_seed(0)
x = torch.randn(512, 256).double()
curves = {}
for name, rule in rules.items():
    torch.manual_seed(1)
    curves[name] = sizes(deep(rule), x)
    print(name)
    for values in curves[name]:
        print("  ", *(f"{values[i]:.1f}" for i in (0, 4, 9, 19)))
# --8<-- [end:curves]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, sharex=True, figsize=(5.2, 5.4))
for ax, title, values in zip(axes, ("mean", "std"), zip(*curves.values())):
    for number, (name, line) in enumerate(zip(curves, values)):
        shown = [value for value in line if value > -8.7]
        ax.plot(range(1, len(shown) + 1), shown, f"C{number}")
        ax.text(len(shown) + 0.4, shown[-1], name, color=f"C{number}", va="center")
    ax.set(ylabel=f"log10 {title}", xlim=(0.5, 23.5), ylim=(-9, 8), xticks=[1, 5, 10, 15, 20])
axes[1].set_xlabel("layer")
# --8<-- [end:plot]
