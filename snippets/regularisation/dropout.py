import torch

from snippets.regularisation.draw import make_sets
from snippets.regularisation.three import three

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:dropout]
torch.manual_seed(0)
print("seeds 0, 1, 2  val loss      val accuracy")
for p in (0.0, 0.2, 0.5, 0.8):
    three(f"dropout {p}", train, val, p=p)
# --8<-- [end:dropout]
