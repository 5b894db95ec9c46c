import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:fit]
def make_net(p=0.0, width=64):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(14 * 14, width), nn.ReLU(), nn.Dropout(p),
        nn.Linear(width, width), nn.ReLU(), nn.Dropout(p),
        nn.Linear(width, 10),
    )


@torch.no_grad()
def measure(net, x, target):
    net.eval()
    scores = net(x)
    accuracy = (scores.argmax(dim=1) == target).float().mean()
    return F.cross_entropy(scores, target).item(), accuracy.item()


def fit(net, x, target, epochs=60, weight_decay=0.0, smoothing=0.0, augment=None):
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.003, weight_decay=weight_decay)
    for epoch in range(epochs):
        net.train()
        for batch in torch.randperm(len(x)).split(50):
            images = augment(x[batch]) if augment else x[batch]
            loss = F.cross_entropy(net(images), target[batch], label_smoothing=smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        yield epoch
# --8<-- [end:fit]
