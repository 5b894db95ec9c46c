# --8<-- [start:field]
def receptive_field(layers):
    size, step, sizes = 1, 1, []
    for kernel_size, stride, dilation in layers:
        size += dilation * (kernel_size - 1) * step
        step *= stride
        sizes.append(size)
    return sizes
# --8<-- [end:field]
