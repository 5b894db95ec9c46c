from torch import nn

# --8<-- [start:fix]
print(nn.Conv2d(1, 6, kernel_size=5))
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Conv2d(1, 6, kernel=5)
# --8<-- [end:fails]
