import torch

from snippets.regularisation.shift import shift
from snippets.regularisation.fit import fit, make_net, measure

# --8<-- [start:imports]
import copy
# --8<-- [end:imports]


# --8<-- [start:best]
def last_and_best(train, val, test, p=0.0, **options):
    """Loss and accuracy on the test set: with the weights of the last epoch, and with the best ones."""
    net = make_net(p)
    lowest = float("inf")
    for _ in fit(net, *train, **options):
        val_loss, _ = measure(net, *val)
        if val_loss < lowest:
            lowest, best = val_loss, copy.deepcopy(net.state_dict())
    last = measure(net, *test)
    net.load_state_dict(best)
    return last, measure(net, *test)
# --8<-- [end:best]


# --8<-- [start:compare]
methods = {
    "plain": {},
    "dropout": {"p": 0.5},
    "decay": {"weight_decay": 1.0},
    "smoothing": {"smoothing": 0.1},
    "shift": {"augment": shift},
    "shift, dropout": {"augment": shift, "p": 0.5},
}


def compare(train, val, test):
    results = {}
    for name, options in methods.items():
        results[name] = []
        for seed in (0, 1, 2):
            torch.manual_seed(seed)
            results[name].append(last_and_best(train, val, test, **options))
    return results
# --8<-- [end:compare]
