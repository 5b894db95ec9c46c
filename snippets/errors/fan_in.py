from torch import nn

# --8<-- [start:fix]
for p in nn.Linear(3, 2).parameters():
    if p.ndim > 1:
        nn.init.xavier_uniform_(p)
    else:
        nn.init.zeros_(p)
    print(p.ndim)
# --8<-- [end:fix]

# --8<-- [start:fails]
for p in nn.Linear(3, 2).parameters():
    nn.init.xavier_uniform_(p)
# --8<-- [end:fails]
