from torch import nn

# --8<-- [start:proof]
print(nn.Conv2d(1, 5, 2).weight.shape)
# --8<-- [end:proof]
