import torch
from torch import nn

# --8<-- [start:decay]
for rule in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
    w = nn.Parameter(torch.tensor([1.0, 100.0]))
    optimizer = rule([w], lr=0.1, weight_decay=0.1)
    # zh: 梯度是 0，只有权重衰减会改变 w
    # en: the gradient is 0, so that weight decay alone changes w
    w.grad = torch.zeros(2)
    optimizer.step()
    print(rule.__name__, [round(value, 4) for value in w.tolist()])
# --8<-- [end:decay]
