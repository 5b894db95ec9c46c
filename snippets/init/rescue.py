import torch
from torch import nn

from snippets.init.deep import deep, rules, sizes

# --8<-- [start:rescue]
torch.manual_seed(0)
x = torch.randn(512, 256).double()
for name, rule in rules.items():
    torch.manual_seed(1)
    means, spreads = sizes(deep(rule, nn.BatchNorm1d), x)
    print(name, f"{means[-1]:.1f} {spreads[-1]:.1f}")
# --8<-- [end:rescue]
