from torch import nn

# --8<-- [start:fix]
norm = nn.BatchNorm1d(3)
norm.running_mean.zero_()
print(norm.running_mean.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
norm = nn.BatchNorm1d(3)
norm.running_mean = 0.0
# --8<-- [end:fails]
