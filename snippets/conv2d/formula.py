# --8<-- [start:formula]
def size_out(n, kernel_size, stride=1, padding=0, dilation=1):
    # zh: 卷积核连同空隙的边长
    # en: how many positions the kernel covers, gaps included
    extent = dilation * (kernel_size - 1) + 1
    return (n + 2 * padding - extent) // stride + 1
# --8<-- [end:formula]
