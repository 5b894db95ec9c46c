from torch import nn

# --8<-- [start:fix]
net = nn.ModuleDict({"block1": nn.ReLU()})
print(net)
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.ModuleDict({"block.1": nn.ReLU()})
# --8<-- [end:fails]
