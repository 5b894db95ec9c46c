import matplotlib.pyplot as plt

# --8<-- [start:imports]
import torch
# --8<-- [end:imports]


# --8<-- [start:through]
def through(std):
    torch.manual_seed(0)
    x = torch.randn(1000, 256)
    outputs = []
    for _ in range(10):
        weight = torch.randn(256, 256) * std
        # zh: (1000, 256) → (1000, 256)
        # en: (1000, 256) → (1000, 256)
        x = x @ weight.T
        outputs.append(x)
        x = torch.relu(x)
    return outputs


torch.manual_seed(0)
starts = {"small": 0.05, "suitable": 0.088, "large": 0.15}
results = {name: through(std) for name, std in starts.items()}
for name, outputs in results.items():
    stds = {i: outputs[i - 1].std().item() for i in (1, 5, 10)}
    print(name, *(f"layer {i}: {std:.3f} " for i, std in stds.items()))
# --8<-- [end:through]

# --8<-- [start:plot]
# only: draws the figure
fig, axes = plt.subplots(3, 3, figsize=(5.2, 4.2))
for row, (name, outputs) in zip(axes, results.items()):
    for ax, i in zip(row, (1, 5, 10)):
        shares = torch.histc(outputs[i - 1], 25, -6, 6) / outputs[i - 1].numel()
        ax.stairs(shares.clamp(max=0.24), torch.linspace(-6, 6, 26), fill=True, color="C0", alpha=0.5)
        ax.set(yticks=[], xticks=[-4, 0, 4] if name == "large" else [], ylim=(0, 0.24), xlim=(-6, 6))
    row[0].set_ylabel(name)
for ax, i in zip(axes[0], (1, 5, 10)):
    ax.set_title(f"layer {i}")
# --8<-- [end:plot]
