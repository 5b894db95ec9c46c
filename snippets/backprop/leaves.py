import torch

# --8<-- [start:leaves]
from torch import nn

torch.manual_seed(0)
x = torch.rand(1, 3)
layer = nn.Linear(3, 2)
out = layer(x)
loss = out.sum()
loss.backward()
tensors = {"x": x, "weight": layer.weight, "out": out, "loss": loss}
for name, tensor in tensors.items():
    print(name, f"leaf={tensor.is_leaf} requires_grad={tensor.requires_grad}")
print(layer.weight.grad is None, x.grad is None)
# --8<-- [end:leaves]

# --8<-- [start:warns]
print(out.grad)
# --8<-- [end:warns]
