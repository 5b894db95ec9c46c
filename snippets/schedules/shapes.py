import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.optim import lr_scheduler


# --8<-- [start:rates]
def rates(make, epochs=20):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = make(optimizer)
    values = []
    for _ in range(epochs):
        # zh: 真正训练时，这里是一轮里的各个批量
        # en: in real training, the batches of an epoch come here
        optimizer.step()
        values.append(round(scheduler.get_last_lr()[0], 4))
        scheduler.step()
    return values
# --8<-- [end:rates]


# --8<-- [start:values]
makers = {
    "StepLR": lambda optimizer: lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.5),
    "ExponentialLR": lambda optimizer: lr_scheduler.ExponentialLR(optimizer, gamma=0.9),
    "CosineAnnealingLR": lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, T_max=20),
}
for name, make in makers.items():
    print(f"{name:17}", rates(make)[::5])
# --8<-- [end:values]


# --8<-- [start:warm_up]
def warm_up_then_cosine(optimizer):
    warm_up = lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=5)
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=15)
    return lr_scheduler.SequentialLR(optimizer, [warm_up, cosine], milestones=[5])


print("first epochs", rates(warm_up_then_cosine)[:6])
print("last epochs ", rates(warm_up_then_cosine)[-3:])
# --8<-- [end:warm_up]

# --8<-- [start:plot]
# only: draws the figure
fig, ax = plt.subplots(figsize=(5.2, 3.4))
for number, (name, make) in enumerate((makers | {"SequentialLR": warm_up_then_cosine}).items()):
    ax.plot(rates(make), color=f"C{number}", label=name)
ax.set(xlabel="epoch", ylabel="lr", ylim=(0, 0.13), xticks=range(0, 20, 5), yticks=(0, 0.05, 0.1))
ax.legend(loc="upper right", ncols=2)
# --8<-- [end:plot]
