import torch
from torch import nn

from snippets.init.deep import deep, rules, sizes

# --8<-- [start:rescue]
torch.manual_seed(0)
x = torch.randn(512, 256)
for name, rule in rules.items():
    torch.manual_seed(1)
    print(name, f"{sizes(deep(rule, nn.BatchNorm1d), x)[-1]:.1f}")
# --8<-- [end:rescue]
