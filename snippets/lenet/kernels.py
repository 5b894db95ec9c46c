# --8<-- [start:kernels]
for kernel in (3, 5, 7):
    for size in (28, 32):
        side = size
        # zh: 两轮：卷积少 kernel - 1，池化减半、舍去余数
        # en: twice: the convolution takes kernel - 1 away, pooling halves and drops the rest
        for _ in range(2):
            side = (side - kernel + 1) // 2
        print(kernel, size, side, 16 * side * side)
# --8<-- [end:kernels]
