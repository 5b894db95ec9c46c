import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.func import grad, vmap

# --8<-- [start:train]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))


def u(t):
    # zh: 一个数 → (1,) → 一个数
    # en: one number → (1,) → one number
    return net(t[None])[0]


du, ddu = vmap(grad(u)), vmap(grad(grad(u)))
t = torch.linspace(0, 2 * torch.pi, 60)
zero = torch.zeros(1)
optimizer = torch.optim.LBFGS(
    net.parameters(), lr=0.5, max_iter=400, line_search_fn="strong_wolfe"
)


def closure():
    optimizer.zero_grad()
    equation = (ddu(t) + vmap(u)(t)).square().mean()
    start = vmap(u)(zero).square() + (du(zero) - 1).square()
    loss = equation + start.sum()
    loss.backward()
    return loss


print("loss before", round(closure().item(), 2))
optimizer.step(closure)
print("loss after ", round(closure().item(), 2))
error = (vmap(u)(t) - t.sin()).abs().max()
print("largest difference from sin", round(error.item(), 2))
# --8<-- [end:train]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.2))
with torch.no_grad():
    curves = {"u": vmap(u)(t), "u'": du(t), "u''": ddu(t)}
for number, (name, values) in enumerate(curves.items()):
    ax.plot(t, values, f"C{number}", linestyle=("-", "--", ":")[number], label=name)
ax.plot(t[::6], t[::6].sin(), "o", color="black", label="sin t")
ax.set(xlabel="t", ylim=(-1.2, 1.7))
ax.legend(loc="upper center", ncol=4)
# --8<-- [end:plot]
