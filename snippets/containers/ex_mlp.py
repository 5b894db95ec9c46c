import torch
from torch import nn

# --8<-- [start:answer]
def mlp(sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        layers.append(nn.ReLU())
    # zh: 最后一层之后不要 ReLU
    # en: no ReLU after the last layer
    return nn.Sequential(*layers[:-1])


torch.manual_seed(0)
net = mlp([16, 32, 32, 3])
print(net)
print("output", tuple(net(torch.rand(5, 16)).shape))
# --8<-- [end:answer]
