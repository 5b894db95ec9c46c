# --8<-- [start:kernels]
for kernel in (3, 5, 7):
    for size in (28, 32):
        side = size
        # zh: 两轮：卷积让边长减少 kernel - 1，池化把它减半，舍去余数
        # en: twice: the convolution reduces the side by kernel - 1, pooling halves it and drops the remainder
        for _ in range(2):
            side = (side - kernel + 1) // 2
        print("kernel", kernel, "image", size, "final side", side, "fc1 inputs", 16 * side * side)
# --8<-- [end:kernels]
