import torch
from torch import nn

# --8<-- [start:decay]
from torch.optim import SGD, Adam, AdamW

for rule in (SGD, Adam, AdamW):
    w = nn.Parameter(torch.tensor([1.0, 100.0]))
    optimizer = rule([w], lr=0.1, weight_decay=0.1)
    # zh: 损失对 w 没有意见，只剩权重衰减在动
    # en: the loss has no opinion on w: only the decay moves it
    w.grad = torch.zeros(2)
    optimizer.step()
    print(rule.__name__, [round(value, 4) for value in w.tolist()])
# --8<-- [end:decay]
