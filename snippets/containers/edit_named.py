from collections import OrderedDict

from torch import nn

# --8<-- [start:delete]
layers = OrderedDict(pad=nn.ZeroPad2d(1), act=nn.ReLU(), flat=nn.Flatten())
named = nn.Sequential(layers)
del named[1]
print([name for name, _ in named.named_children()])
# --8<-- [end:delete]

# --8<-- [start:fails]
nn.Sequential(layers).insert(1, nn.Identity())
# --8<-- [end:fails]
