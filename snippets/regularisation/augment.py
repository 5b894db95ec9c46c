import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.shift import mirror, shift
from snippets.regularisation.three import three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:augment]
torch.manual_seed(0)
three("shift", train, val, augment=shift)
three("mirror", train, val, augment=mirror)
# --8<-- [end:augment]
