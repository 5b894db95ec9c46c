import torch
from torch import nn

from snippets.module.mlp import MLP

# --8<-- [start:default]
torch.manual_seed(0)
layer = nn.Linear(100, 1000)
print(f"weight from {layer.weight.min():.4f} to {layer.weight.max():.4f}")
print(f"bias from {layer.bias.min():.4f} to {layer.bias.max():.4f}")
# --8<-- [end:default]


# --8<-- [start:rule]
def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=0.01)
        nn.init.zeros_(module.bias)
# --8<-- [end:rule]


# --8<-- [start:apply]
torch.manual_seed(0)
net = MLP()
print("before:", net.fc1.bias.count_nonzero().item(), net.fc2.bias.count_nonzero().item())
net.apply(init_weights)
print("after:", net.fc1.bias.count_nonzero().item(), net.fc2.bias.count_nonzero().item())
# --8<-- [end:apply]
