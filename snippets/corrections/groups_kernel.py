from torch import nn

# --8<-- [start:proof]
for groups in (1, 2, 4):
    print(groups, list(nn.Conv2d(4, 8, 3, groups=groups).weight.shape))
# --8<-- [end:proof]
