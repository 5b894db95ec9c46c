import torch

from snippets.module.mlp import MLP

# --8<-- [start:names]
torch.manual_seed(0)
net = MLP()
for name, parameter in net.named_parameters():
    print(name, tuple(parameter.shape), parameter.numel())
print(sum(parameter.numel() for parameter in net.parameters()))
# --8<-- [end:names]
