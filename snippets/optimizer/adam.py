import torch
from torch import nn

# --8<-- [start:sizes]
for rule in (torch.optim.SGD, torch.optim.Adam):
    w = nn.Parameter(torch.zeros(2))
    optimizer = rule([w], lr=0.01)
    # zh: 两个元素的梯度相差 10,000 倍，三步都不变
    # en: the gradients of the two elements differ by a factor of 10,000; they stay the same for three steps
    w.grad = torch.tensor([100.0, 0.01])
    for _ in range(3):
        optimizer.step()
    print(rule.__name__, [round(value, 4) for value in w.tolist()])
# --8<-- [end:sizes]
