import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import fit, make_net

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader, val_loader = make_loader(train_set, shuffle=True), make_loader(val_set)
# --8<-- [end:sets]


# --8<-- [start:seeds]
def trained(seed):
    torch.manual_seed(seed)
    net = make_net(32)
    history = fit(net, torch.optim.AdamW(net.parameters(), lr=0.01), train_loader, val_loader, epochs=10)
    return net[0].weight, history[-1][2]


torch.manual_seed(0)
weights, accuracies = zip(*[trained(seed) for seed in (0, 0, 1, 2, 3)])
print("seeds 0 and 0:", torch.equal(weights[0], weights[1]))
print("seeds 0 and 1:", torch.equal(weights[0], weights[2]))
print("accuracies of seeds 0 to 3 differ by more than 0.02:", max(accuracies) - min(accuracies) > 0.02)
# --8<-- [end:seeds]
