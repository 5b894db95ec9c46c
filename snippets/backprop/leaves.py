import torch
from torch import nn

# --8<-- [start:leaves]
torch.manual_seed(0)
x = torch.rand(1, 3)
layer = nn.Linear(3, 2)
out = layer(x)
loss = out.sum()
loss.backward()
tensors = {"x": x, "weight": layer.weight, "out": out, "loss": loss}
for name, tensor in tensors.items():
    print(f"{name:6} is_leaf={tensor.is_leaf!s:5} requires_grad={tensor.requires_grad}")
print("x.grad", x.grad)
print("weight.grad has the shape", tuple(layer.weight.grad.shape))
# --8<-- [end:leaves]

# --8<-- [start:warns]
print("out.grad", out.grad)
# --8<-- [end:warns]
