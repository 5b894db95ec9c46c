# --8<-- [start:field]
def receptive_field(layers):
    size, step = 1, 1
    for kernel_size, stride in layers:
        size += (kernel_size - 1) * step
        step *= stride
    return size


stem, block, halving = [(3, 1)], [(3, 1), (3, 1)], [(3, 2), (3, 1)]
print("our ResNet", receptive_field(stem + block + halving + halving))
# zh: ResNet-18：7×7 卷积和 3×3 池化，步幅都是 2，然后四个阶段，每个两块
# en: ResNet-18: a 7×7 convolution and a 3×3 pooling, both with stride 2, then four stages of two blocks
print("ResNet-18", receptive_field([(7, 2), (3, 2)] + 2 * block + 3 * (halving + block)))
# --8<-- [end:field]
