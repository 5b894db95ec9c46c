import torch

from snippets.regularisation.best import compare
from snippets.regularisation.draw import make_sets

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train, val, test = make_sets()
# --8<-- [end:sets]

# --8<-- [start:table]
torch.manual_seed(0)
drawn = compare(train, val, test)
for number, title in enumerate(("last epoch", "best epoch")):
    print(f"{title:14} test loss     test accuracy")
    for name, rows in drawn.items():
        losses = " ".join(f"{row[number][0]:.1f}" for row in rows)
        print(f"{name:14} {losses}   " + " ".join(f"{row[number][1]:.2f}" for row in rows))
# --8<-- [end:table]
