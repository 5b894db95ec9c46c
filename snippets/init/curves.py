import matplotlib.pyplot as plt
import torch

from snippets.init.deep import deep, rules, sizes

# --8<-- [start:curves]
torch.manual_seed(0)
x = torch.randn(512, 256)
curves = {}
for name, rule in rules.items():
    torch.manual_seed(1)
    curves[name] = sizes(deep(rule), x)
    print(name, *(f"{curves[name][i]:.0e}" for i in (0, 4, 9, 19)))
# --8<-- [end:curves]

# --8<-- [start:alike]
for name in ("default", "kaiming"):
    torch.manual_seed(1)
    with torch.no_grad():
        y = deep(rules[name])(x)
    # zh: 第 0 个和第 1 个样本，各取 6 个元素
    # en: six elements of the output for sample 0, and for sample 1
    for sample in (0, 1):
        print(name, *(f"{value:.3f}" for value in y[sample, 8:14].tolist()))
# --8<-- [end:alike]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.4))
for number, (name, line) in enumerate(curves.items()):
    ax.plot(range(1, 21), line, f"C{number}")
    ax.text(20.5, line[-1], name, color=f"C{number}", va="center")
ax.set(ylabel="rms", xlabel="layer", yscale="log", xlim=(0.5, 24), xticks=[1, 5, 10, 15, 20])
ax.set(yticks=[1e-18, 1e-12, 1e-6, 1, 1e6])
ax.minorticks_off()
# --8<-- [end:plot]
