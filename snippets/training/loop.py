import torch

from snippets.devices.pick import device

# --8<-- [start:imports]
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:epoch]
def make_net(width):
    return nn.Sequential(
        nn.Linear(2, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 3)
    ).to(device)


def train_epoch(net, loader, optimizer):
    net.train()
    total = 0.0
    for x, target in loader:
        x, target = x.to(device), target.to(device)
        loss = F.cross_entropy(net(x), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        # zh: loss 是这一批的平均，乘回这一批的样本数
        # en: loss is the mean over the batch: multiply by its number of samples
        total += loss.item() * len(x)
    return total / len(loader.dataset)


def evaluate(net, loader):
    net.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for x, target in loader:
            x, target = x.to(device), target.to(device)
            scores = net(x)
            total += F.cross_entropy(scores, target).item() * len(x)
            right += (scores.argmax(dim=1) == target).sum().item()
    return total / len(loader.dataset), right / len(loader.dataset)
# --8<-- [end:epoch]


# --8<-- [start:fit]
def fit(net, optimizer, train_loader, val_loader, epochs):
    history = []
    for epoch in range(epochs):
        train_loss = train_epoch(net, train_loader, optimizer)
        val_loss, val_accuracy = evaluate(net, val_loader)
        history.append((train_loss, val_loss, val_accuracy))
    return history
# --8<-- [end:fit]
