import matplotlib.pyplot as plt
import torch
from torch import nn

# --8<-- [start:rates]
from torch.optim import lr_scheduler


def rates(make, epochs=20):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = make(optimizer)
    values = []
    for _ in range(epochs):
        # zh: 这里是一轮训练，每个批量都有 optimizer.step()
        # en: here goes one epoch of training, with an optimizer.step() for each batch
        values.append(round(scheduler.get_last_lr()[0], 4))
        optimizer.step()
        scheduler.step()
    return values


def warm_up_then_cosine(optimizer):
    warm_up = lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=5)
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=15)
    return lr_scheduler.SequentialLR(optimizer, [warm_up, cosine], milestones=[5])
# --8<-- [end:rates]


# --8<-- [start:values]
makers = {
    "StepLR": lambda optimizer: lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.5),
    "ExponentialLR": lambda optimizer: lr_scheduler.ExponentialLR(optimizer, gamma=0.9),
    "CosineAnnealingLR": lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, T_max=20),
    "SequentialLR": warm_up_then_cosine,
}
for name, make in makers.items():
    print(name, rates(make)[::5])
# --8<-- [end:values]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.4))
for number, (name, make) in enumerate(makers.items()):
    ax.plot(rates(make), color=f"C{number}", label=name)
ax.set(xlabel="epoch", ylabel="lr", ylim=(0, 0.13), xticks=range(0, 20, 5), yticks=(0, 0.05, 0.1))
ax.legend(loc="upper right", ncols=2)
# --8<-- [end:plot]
