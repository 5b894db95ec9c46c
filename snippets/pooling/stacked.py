from torch import nn

from snippets.pooling.paths import conv3x3, paths

# --8<-- [start:stacked]
for layers in (1, 2, 3):
    read = paths(nn.Sequential(*[conv3x3() for _ in range(layers)])) > 0
    rows, columns = read.any(1).sum().item(), read.any(0).sum().item()
    print("layers", layers, " rows", rows, " columns", columns)
# --8<-- [end:stacked]
