from snippets.pooling.field import receptive_field

# --8<-- [start:rule]
# zh: LeNet：卷积 5×5、池化 2、卷积 5×5、池化 2
# en: LeNet: convolution 5×5, pooling 2, convolution 5×5, pooling 2
print(receptive_field([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)]))
# --8<-- [end:rule]
