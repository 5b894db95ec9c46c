import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 1))
layers = [layer for layer in net if isinstance(layer, nn.Linear)]
# zh: 最后一层不缩小，往前每一层再乘 0.5
# en: the last layer keeps its rate, and each layer before it has half the rate of the next
groups = [{"params": layer.parameters(), "lr": 0.1 * 0.5**depth} for depth, layer in enumerate(reversed(layers))]
optimizer = torch.optim.SGD(groups)
for group in optimizer.param_groups:
    print("lr", group["lr"], [tuple(p.shape) for p in group["params"]])
# --8<-- [end:answer]
