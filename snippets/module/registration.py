import torch

from snippets.module.mlp import MLP

# --8<-- [start:run]
torch.manual_seed(0)
net = MLP()
# zh: 一个批量，5 个样本，每个 4 个特征
# en: a batch of 5 samples with 4 features each
x = torch.ones(5, 4)
print(tuple(net(x).shape))
# --8<-- [end:run]

# --8<-- [start:names]
for name, parameter in net.named_parameters():
    print(name, tuple(parameter.shape), parameter.numel())
print("together", sum(parameter.numel() for parameter in net.parameters()))
# --8<-- [end:names]
