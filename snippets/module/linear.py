import torch
from torch import nn

# --8<-- [start:layer]
torch.manual_seed(0)
layer = nn.Linear(3, 2)
print("weight", tuple(layer.weight.shape))
print("bias", tuple(layer.bias.shape))
# --8<-- [end:layer]

# --8<-- [start:formula]
# zh: 两个样本，每个 3 个特征：(2, 3)
# en: two samples of 3 features each: (2, 3)
x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
y = layer(x)
# zh: 第 0 个样本的第 1 个输出，用 weight 的第 1 行来算
# en: output 1 of sample 0 uses row 1 of weight
one = (layer.weight[1] * x[0]).sum() + layer.bias[1]
print("one output is equal:", torch.allclose(y[0, 1], one))
# zh: (2, 3) 乘 (3, 2) 得 (2, 2)，bias (2,) 加到每一行
# en: (2, 3) times (3, 2) gives (2, 2); bias (2,) is added to each row
by_hand = x @ layer.weight.T + layer.bias
print("all outputs are equal:", torch.allclose(y, by_hand))
# --8<-- [end:formula]

# --8<-- [start:last]
for shape in [(2, 3), (7, 5, 3), (3,)]:
    print(shape, "→", tuple(layer(torch.ones(shape)).shape))
# --8<-- [end:last]

# --8<-- [start:fails]
layer(torch.ones(4, 2))
# --8<-- [end:fails]
