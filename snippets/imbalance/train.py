import torch
import torch.nn.functional as F
from torch import nn

from snippets.imbalance.metrics import metrics, row


# --8<-- [start:train]
def bce(scores, target):
    return F.binary_cross_entropy_with_logits(scores, target)


def fit(seed, x, target, criterion=bce, weights=None):
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1), nn.Flatten(0))
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    for epoch in range(20):
        # zh: 有 weights 时按权重有放回地抽样，WeightedRandomSampler 就是这样做的
        # en: with weights, draw with replacement, which is what WeightedRandomSampler does
        order = torch.randperm(len(x)) if weights is None else torch.multinomial(weights, len(x), replacement=True)
        for batch in order.split(50):
            loss = criterion(net(x[batch]), target[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net.eval()


def three(train, **options):
    return [fit(seed, *train, **options) for seed in (0, 1, 2)]


@torch.no_grad()
def show(name, nets, test, thresholds=(0, 0, 0)):
    x, target = test
    for net, threshold in zip(nets, thresholds, strict=True):
        print(row(name, metrics(net(x) > threshold, target)))
# --8<-- [end:train]
