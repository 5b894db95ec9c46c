import torch
from torch import nn

# --8<-- [start:mask]
layer = nn.Linear(3, 2, bias=False)
before = layer.weight.detach().clone()
# zh: (2, 1) 乘 (2, 3)：第 0 行的梯度变成 0
# en: (2, 1) times (2, 3): the gradient of row 0 becomes zero
mask = torch.tensor([[0.0], [1.0]])
layer.weight.register_hook(lambda grad: grad * mask)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
layer(torch.rand(4, 3)).sum().backward()
optimizer.step()
print("rows that changed", (layer.weight != before).any(1).tolist())
# --8<-- [end:mask]
