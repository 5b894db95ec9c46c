import torch
from torch import nn

# --8<-- [start:shows]
net, x, target = nn.Linear(3, 1), torch.ones(4, 3), torch.zeros(4, dtype=torch.long)
loss = nn.CrossEntropyLoss()(net(x), target)
loss.backward()
print("loss", abs(loss.item()), "gradient", net.weight.grad.abs().max().item())
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 一个输出：BCEWithLogitsLoss 和浮点目标；或者两个输出和 CrossEntropyLoss
# en: one output: BCEWithLogitsLoss and float targets; or two outputs and CrossEntropyLoss
net = nn.Linear(3, 1)
loss = nn.BCEWithLogitsLoss()(net(x).squeeze(1), target.float())
loss.backward()
print("learns", loss.item() > 0 and net.weight.grad.abs().max().item() > 0)
# --8<-- [end:fix]
