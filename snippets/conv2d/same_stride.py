from torch import nn

# --8<-- [start:fails]
nn.Conv2d(1, 1, 3, stride=2, padding="same")
# --8<-- [end:fails]
