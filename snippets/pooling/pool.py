from torch import nn

from snippets.pooling.image import x

# --8<-- [start:pool]
for settings in ({}, {"stride": 1}, {"ceil_mode": True}, {"padding": 1}):
    # zh: 减 9，全变成负数
    # en: minus 9: every number is negative
    y = nn.MaxPool2d(2, **settings)(x - 9)
    print(settings, "->", tuple(y.shape[2:]), "first row", y[0, 0, 0].tolist())
# --8<-- [end:pool]
