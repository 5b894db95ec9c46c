import torch

from snippets.regularisation.fit import fit, make_net, measure


# --8<-- [start:three]
def three(name, train, val, p=0.0, **options):
    rows = []
    for seed in (0, 1, 2):
        torch.manual_seed(seed)
        net = make_net(p)
        for _ in fit(net, *train, **options):
            pass
        rows.append(measure(net, *val))
    losses = " ".join(f"{loss:.1f}" for loss, _ in rows)
    accuracies = " ".join(f"{accuracy:.2f}" for _, accuracy in rows)
    print(f"{name:14} {losses}   {accuracies}")
# --8<-- [end:three]
