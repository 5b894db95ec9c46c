import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.three import three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:decay]
torch.manual_seed(0)
for weight_decay in (0.01, 1.0, 10.0, 30.0):
    three(f"decay {weight_decay}", train, val, weight_decay=weight_decay)
# --8<-- [end:decay]
