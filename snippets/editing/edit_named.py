from torch import nn

# --8<-- [start:delete]
from collections import OrderedDict

layers = OrderedDict(drop=nn.Dropout(), relu=nn.ReLU(), tanh=nn.Tanh())
named = nn.Sequential(layers)
del named[0]
print([name for name, _ in named.named_children()])
# --8<-- [end:delete]

# --8<-- [start:fails]
nn.Sequential(layers).insert(1, nn.Identity())
# --8<-- [end:fails]
