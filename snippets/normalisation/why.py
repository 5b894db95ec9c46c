import matplotlib.pyplot as plt

# --8<-- [start:imports]
import torch
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:features]
torch.manual_seed(0)
# zh: 512 个样本，3 个特征，均值和标准差各不相同
# en: 512 samples of 3 features, each with its own mean and standard deviation
mean, std = torch.tensor([-4.0, 0.0, 5.0]), torch.tensor([1.0, 3.0, 0.3])
x = torch.randn(512, 3) * std + mean
y = nn.BatchNorm1d(3)(x)
print("before: mean", *(f"{value:.1f}" for value in x.mean(0).tolist()))
print("before: std ", *(f"{value:.1f}" for value in x.std(0).tolist()))
print("after: mean ", *(f"{abs(value):.1f}" for value in y.mean(0).tolist()))
print("after: std  ", *(f"{value:.1f}" for value in y.std(0).tolist()))
# --8<-- [end:features]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(2, sharex=True, figsize=(5.2, 3.4))
for ax, values, name in zip(axes, (x, y.detach()), ("before", "after")):
    for feature in range(3):
        shares = torch.histc(values[:, feature], 64, -10, 10) / len(values)
        ax.stairs(shares, torch.linspace(-10, 10, 65), fill=True, color=f"C{feature}", alpha=0.4)
    ax.set(yticks=[], ylabel=name, xlim=(-10, 10), xticks=[-8, -4, 0, 4, 8])
for feature, (place, height) in enumerate([(-6, 0.11), (0, 0.07), (6.8, 0.2)]):
    axes[0].text(place, height, f"x[:, {feature}]", color=f"C{feature}", ha="center")
# --8<-- [end:plot]
