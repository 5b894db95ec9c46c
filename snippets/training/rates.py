import matplotlib.pyplot as plt
import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import F, device, make_net, train_epoch

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader = make_loader(train_set, shuffle=True)
# --8<-- [end:sets]


# --8<-- [start:range]
def range_test(net, optimizer, loader, low=1e-5, high=1.0, steps=100):
    # zh: 每一步把学习率乘上同一个倍数，从 low 升到 high
    # en: every step multiplies the learning rate by the same factor, from low to high
    factor = (high / low) ** (1 / steps)
    lrs, losses = [], []
    while len(losses) < steps:
        for x, target in loader:
            optimizer.param_groups[0]["lr"] = low * factor ** len(losses)
            loss = F.cross_entropy(net(x.to(device)), target.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            lrs.append(optimizer.param_groups[0]["lr"])
            losses.append(loss.item())
    return lrs, losses


torch.manual_seed(0)
net = make_net(32)
lrs, losses = range_test(net, torch.optim.AdamW(net.parameters()), train_loader)
for first in range(0, 80, 20):
    print(f"lr from {lrs[first]:.5f}  mean loss {sum(losses[first : first + 20]) / 20:.1f}")
print("from 0.1 on, the highest loss is above 1.5:", max(losses[80:]) > 1.5)
# --8<-- [end:range]

# --8<-- [start:choose]
torch.manual_seed(0)
for lr in (0.0001, 0.01, 1.0):
    torch.manual_seed(0)
    net = make_net(32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=lr)
    per_epoch = [train_epoch(net, train_loader, optimizer) for _ in range(10)]
    outcome = "loss rises above 2" if max(per_epoch) > 2 else f"loss after 10 epochs {per_epoch[-1]:.1f}"
    print(f"lr {lr:<6}  {outcome}")
# --8<-- [end:choose]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 2.9))
ax.semilogx(lrs, losses, "C0")
ax.axhline(1.0986, color="gray", linewidth=0.8)
ax.set(xlabel="lr", ylabel="loss", ylim=(0, 4), xticks=[10.0**power for power in range(-5, 1)])
ax.minorticks_off()
# --8<-- [end:plot]
