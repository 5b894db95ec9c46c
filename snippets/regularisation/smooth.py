import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.three import three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:smooth]
torch.manual_seed(0)
for smoothing in (0.1, 0.3, 0.5):
    three(f"smoothing {smoothing}", train, val, smoothing=smoothing)
# --8<-- [end:smooth]
