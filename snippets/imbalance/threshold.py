import torch

from snippets.imbalance.metrics import metrics
from snippets.imbalance.points import make_sets
from snippets.imbalance.train import show, three
from snippets.imbalance.weighted import weighted_bce

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
plain = three(train)
weighted = three(train, criterion=weighted_bce)
sampled = three(train, weights=torch.where(train[1] == 1, 19.0, 1.0))
# --8<-- [end:sets]


# --8<-- [start:threshold]
@torch.no_grad()
def best_threshold(net, val):
    x, target = val
    scores = net(x)
    candidates = torch.linspace(-5, 5, 101).tolist()
    return max(candidates, key=lambda threshold: metrics(scores > threshold, target)["F1"])


for name, nets in (("plain", plain), ("pos_weight", weighted), ("sampler", sampled)):
    show(name, nets, test, [best_threshold(net, val) for net in nets])
# --8<-- [end:threshold]
