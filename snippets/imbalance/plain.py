import torch

from snippets.imbalance.points import make_sets
from snippets.imbalance.train import show, three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:plain]
torch.manual_seed(0)
plain = three(train)
show("plain", plain, test)
# --8<-- [end:plain]
