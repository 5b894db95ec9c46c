# --8<-- [start:imports]
import torch
from torch import nn
from torch.optim import lr_scheduler

# --8<-- [end:imports]

# --8<-- [start:distances]
torch.manual_seed(0)
data = 10 + 2 * torch.randn(200)


def distances(lr, gamma):
    torch.manual_seed(1)
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=lr)
    scheduler = lr_scheduler.ExponentialLR(optimizer, gamma)
    rows = []
    for _ in range(8):
        distance = 0.0
        # zh: 打乱 200 个数，分成 40 个批量，每个批量 5 个
        # en: shuffles the 200 numbers and splits them into 40 batches of 5
        for batch in data[torch.randperm(200)].split(5):
            optimizer.zero_grad()
            loss = ((w - batch) ** 2).mean()
            loss.backward()
            optimizer.step()
            distance += abs(w.item() - data.mean().item()) / 40
        scheduler.step()
        rows.append(round(distance, 2))
    return rows


print("large lr  ", distances(lr=0.3, gamma=1.0))
print("small lr  ", distances(lr=0.001, gamma=1.0))
print("falling lr", distances(lr=0.3, gamma=0.5))
# --8<-- [end:distances]
