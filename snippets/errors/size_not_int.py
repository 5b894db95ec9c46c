from torch import nn

# --8<-- [start:fix]
print(nn.Linear(16 * (10 // 2) * 5, 120))
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Linear(16 * 10 / 2 * 5, 120)
# --8<-- [end:fails]
