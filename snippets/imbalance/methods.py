import torch

from snippets.imbalance.points import make_sets
from snippets.imbalance.train import show, three
from snippets.imbalance.weighted import weighted_bce

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:methods]
torch.manual_seed(0)
weighted = three(train, criterion=weighted_bce)
sampled = three(train, weights=torch.where(train[1] == 1, 19.0, 1.0))
show("pos_weight", weighted, test)
show("sampler", sampled, test)
# --8<-- [end:methods]
