import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from snippets.func.per_sample import per_sample_gradients
from snippets.func.points import fit, make_net, make_points

# --8<-- [start:samples]
torch.manual_seed(0)
x, target, wrong = make_points()
net = make_net()
print("loss", round(fit(net, x, target), 2))
gradients = per_sample_gradients(net, x, target)
for name, gradient in gradients.items():
    print(name, tuple(gradient.shape))
# --8<-- [end:samples]

# --8<-- [start:loop]
rows = []
for i in range(len(x)):
    net.zero_grad()
    F.cross_entropy(net(x[i : i + 1]), target[i : i + 1]).backward()
    rows.append(net[0].weight.grad.clone())
weight = gradients["0.weight"]
print("as the loop  ", torch.allclose(weight, torch.stack(rows), atol=1e-6))
net.zero_grad()
F.cross_entropy(net(x), target).backward()
print("mean is .grad", torch.allclose(weight.mean(0), net[0].weight.grad, atol=1e-6))
# --8<-- [end:loop]

# --8<-- [start:norms]
# zh: 每个样本一行，包含所有参数的梯度：(100, 42)
# en: one row per sample with the gradients of all parameters: (100, 42)
flat = torch.cat([g.flatten(1) for g in gradients.values()], dim=1)
norms = flat.norm(dim=1)
print("largest", sorted(norms.topk(5).indices.tolist()))
print("wrong  ", wrong.tolist())
# --8<-- [end:norms]

# --8<-- [start:answer]
factor = (0.5 / norms).clamp(max=1.0)
clipped = factor[:, None] * flat
print("largest norm before", round(norms.max().item(), 2))
print("largest norm after ", round(clipped.norm(dim=1).max().item(), 2))
print("mean gradient", tuple(clipped.mean(0).shape))
# --8<-- [end:answer]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3))
right = torch.ones(100, dtype=torch.bool)
right[wrong] = False
ax.plot(right.nonzero(), norms[right], ".", color="C0", label="right class")
ax.plot(wrong, norms[wrong], "s", color="C3", label="wrong class")
ax.set(xlabel="sample", ylabel="norm of its gradient")
ax.legend(loc="upper right")
# --8<-- [end:plot]
