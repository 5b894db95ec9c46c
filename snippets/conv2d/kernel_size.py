from torch import nn

from snippets.conv2d.image import x

# --8<-- [start:sizes]
for size in (1, 2, 3, 5, (1, 5), (5, 2)):
    conv = nn.Conv2d(1, 1, size)
    print("kernel", conv.kernel_size, "-> output", tuple(conv(x).shape[2:]))
# --8<-- [end:sizes]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 1, 7)
conv(x)
# --8<-- [end:fails]
