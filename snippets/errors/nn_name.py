from torch import nn

# --8<-- [start:fix]
print(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.functional.relu.__name__)
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Conv2D(1, 6, 5)
# --8<-- [end:fails]
