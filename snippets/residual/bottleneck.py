from torch import nn

# --8<-- [start:count]
def conv(in_channels, out_channels, kernel_size, groups=1):
    padding = kernel_size // 2
    return nn.Conv2d(
        in_channels, out_channels, kernel_size, 1, padding, groups=groups, bias=False
    )


bodies = {
    "two 3x3": [conv(256, 256, 3), conv(256, 256, 3)],
    "bottleneck": [conv(256, 64, 1), conv(64, 64, 3), conv(64, 256, 1)],
    "separable": [conv(256, 256, 3, groups=256), conv(256, 256, 1)],
}
for name, layers in bodies.items():
    sizes = [layer.weight.numel() for layer in layers]
    print(f"{name:10} {sum(sizes):9,} =", " + ".join(f"{size:,}" for size in sizes))
# --8<-- [end:count]
