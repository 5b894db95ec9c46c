# --8<-- [start:formula]
def size_out(n, kernel_size, stride=1, padding=0, dilation=1):
    # zh: 卷积核连空档一共占几格
    # en: how many places the kernel covers, gaps included
    extent = dilation * (kernel_size - 1) + 1
    return (n + 2 * padding - extent) // stride + 1
# --8<-- [end:formula]
