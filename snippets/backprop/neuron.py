import matplotlib.pyplot as plt

# --8<-- [start:forward]
import torch

x, target = torch.tensor(3.0), torch.tensor(4.0)
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(-1.0, requires_grad=True)
output = w * x + b
loss = (output - target) ** 2
print("output", output.item(), "loss", loss.item())
# --8<-- [end:forward]

# --8<-- [start:backward]
# zh: 中间结果的梯度默认不保留，这两行让 output 和 loss 留下梯度
# en: gradients in between are dropped by default; these two lines keep them
output.retain_grad()
loss.retain_grad()
loss.backward()
for name, tensor in {"loss": loss, "output": output, "w": w, "b": b}.items():
    print(f"{name}.grad", tensor.grad.item())
# --8<-- [end:backward]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.1))
places = {"w": (0.9, 2.6), "b": (0.9, 0.6), "output": (4.1, 1.6), "loss": (7.5, 1.6)}
tensors = {"w": w, "b": b, "output": output, "loss": loss}
for name, (left, y) in places.items():
    ax.add_patch(plt.Rectangle((left - 1.15, y - 0.5), 2.3, 1.0, fill=False, edgecolor="gray"))
    ax.text(left, y + 0.22, f"{name} = {tensors[name].item():g}".replace("-", "−"), ha="center", va="center", color="C0")
    ax.text(left, y - 0.22, f"gradient {tensors[name].grad.item():g}", ha="center", va="center", color="C3")
steps = {("w", "output"): 3.0, ("b", "output"): 1.0, ("output", "loss"): (2 * (output - target)).item()}
for (start, end), step in steps.items():
    (x0, y0), (x1, y1) = places[start], places[end]
    shift = 0.25 if y0 > y1 else -0.25 if y0 < y1 else 0
    head = (x1 - 1.2, y1 + shift)
    ax.annotate("", xy=head, xytext=(x0 + 1.2, y0), arrowprops=dict(arrowstyle="->", color="C0"))
    middle = ((x0 + 1.2 + head[0]) / 2, (y0 + head[1]) / 2 + (0.42 if y0 >= y1 else -0.42))
    ax.text(*middle, f"× {step:g}", ha="center", va="center", color="C3")
ax.set(xlim=(-0.4, 8.8), ylim=(0, 3.3))
ax.axis("off")
# --8<-- [end:plot]
