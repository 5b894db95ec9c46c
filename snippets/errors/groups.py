from torch import nn

# --8<-- [start:fix]
print(nn.Conv2d(4, 8, 3, groups=2).weight.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Conv2d(3, 8, 3, groups=2)
# --8<-- [end:fails]
