import torch
import torch.nn.functional as F

from snippets.regularisation.draw import make_sets
from snippets.regularisation.fit import fit, make_net

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:sure]
for smoothing in (0.0, 0.1):
    torch.manual_seed(0)
    net = make_net()
    for _ in fit(net, *train, smoothing=smoothing):
        pass
    with torch.no_grad():
        scores = net(train[0])
        smoothed = F.cross_entropy(scores, train[1], label_smoothing=smoothing).item()
        probabilities, answers = net(val[0]).softmax(dim=1).max(dim=1)
    wrong = answers != val[1]
    print(f"smoothing {smoothing}")
    print(f"    training loss as minimized {smoothed:.1f}")
    print(f"    mean probability of wrong answers {probabilities[wrong].mean().item():.1f}")
# --8<-- [end:sure]

# --8<-- [start:fails]
F.cross_entropy(scores, train[1], label_smoothing=10)
# --8<-- [end:fails]
