from torch import nn

# --8<-- [start:fix]
print(nn.Linear(20, 10))
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Linear(10)
# --8<-- [end:fails]
