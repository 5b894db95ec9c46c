import torch
from torch import nn

# --8<-- [start:layer]
torch.manual_seed(0)
layer = nn.Linear(3, 2)
print(layer.weight.shape)
print(layer.bias.shape)
# --8<-- [end:layer]

# --8<-- [start:formula]
x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
# zh: x (2, 3) 乘 weight.T (3, 2)，得 (2, 2)；bias (2,) 加到每一行
# en: x (2, 3) times weight.T (3, 2) gives (2, 2); bias (2,) is added to each row
by_hand = x @ layer.weight.T + layer.bias
print(torch.allclose(layer(x), by_hand))
# --8<-- [end:formula]

# --8<-- [start:last]
print(layer(torch.ones(7, 5, 3)).shape)
print(layer(torch.ones(3)).shape)
# --8<-- [end:last]

# --8<-- [start:fails]
layer(torch.ones(4, 2))
# --8<-- [end:fails]
