import torch
from torch import nn

# --8<-- [start:sizes]
for rule in (torch.optim.SGD, torch.optim.Adam):
    w = nn.Parameter(torch.zeros(2))
    optimizer = rule([w], lr=0.01)
    # zh: 三步都用同样的梯度
    # en: the same gradients in all three steps
    w.grad = torch.tensor([100.0, 0.01])
    for _ in range(3):
        optimizer.step()
    print(rule.__name__, [round(value, 4) for value in w.tolist()])
# --8<-- [end:sizes]
