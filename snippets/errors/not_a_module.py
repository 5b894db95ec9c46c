from torch import nn

# --8<-- [start:fix]
print(nn.Sequential(nn.Linear(4, 2), nn.ReLU()))
# --8<-- [end:fix]

# --8<-- [start:fails]
nn.Sequential(nn.Linear(4, 2), nn.ReLU)
# --8<-- [end:fails]
