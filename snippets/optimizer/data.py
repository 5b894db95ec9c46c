import torch

# --8<-- [start:data]
# zh: 四个样本，每个两个数：x (4, 2)
# en: four samples of two numbers each: x (4, 2)
x = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
# zh: 要学会的权重是 2 和 −3，偏置是 1：target (4, 1)
# en: the weights to be learned are 2 and −3, the bias is 1: target (4, 1)
target = x @ torch.tensor([[2.0], [-3.0]]) + 1
# --8<-- [end:data]
