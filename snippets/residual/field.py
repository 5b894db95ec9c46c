# --8<-- [start:field]
def receptive_field(layers):
    size, step = 1, 1
    for kernel_size, stride in layers:
        size += (kernel_size - 1) * step
        step *= stride
    return size


stem, block, halving = [(3, 1)], [(3, 1), (3, 1)], [(3, 2), (3, 1)]
print("our ResNet", receptive_field(stem + block + halving + halving))
# zh: 7×7 卷积，3×3 池化，步幅 2；四个阶段，每个两块
# en: a 7×7 convolution and a 3×3 pooling, stride 2; four stages of two blocks
resnet18 = [(7, 2), (3, 2)] + 2 * block + 3 * (halving + block)
print("ResNet-18", receptive_field(resnet18))
# --8<-- [end:field]
