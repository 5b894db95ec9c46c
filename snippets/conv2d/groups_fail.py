from torch import nn

# --8<-- [start:fails]
nn.Conv2d(4, 6, 3, groups=4)
# --8<-- [end:fails]
