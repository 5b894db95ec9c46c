from torch import nn

from snippets.pooling.paths import ones, paths

# --8<-- [start:stacked]
for layers in (1, 2, 3):
    count = paths(nn.Sequential(*[ones() for _ in range(layers)]))
    print("layers", layers, " rows", (count > 0).any(1).sum().item(), " columns", (count > 0).any(0).sum().item())
# --8<-- [end:stacked]
