import torch

from snippets.imbalance.points import make_sets
from snippets.imbalance.train import three
from snippets.imbalance.weighted import weighted_bce

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
weighted = three(train, criterion=weighted_bce)
# --8<-- [end:sets]

# --8<-- [start:imports]
import math
# --8<-- [end:imports]

# --8<-- [start:answer]
with torch.no_grad():
    scores = weighted[0](test[0])
print(f"share of positive samples        {test[1].mean().item():.2f}")
print(f"mean probability                 {scores.sigmoid().mean().item():.2f}")
print(f"mean probability after the shift {(scores - math.log(19)).sigmoid().mean().item():.2f}")
# --8<-- [end:answer]
