# gradients: loss net
import torch

# --8<-- [start:net]
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
x, target = torch.rand(5, 3), torch.rand(5, 2)
loss = F.mse_loss(net(x), target)
tensors = {"loss": loss, "target": target, "weight": net[0].weight}
for name, tensor in tensors.items():
    print(f"{name:6} requires_grad={tensor.requires_grad!s:5} grad_fn={tensor.grad_fn and tensor.grad_fn.name()}")
# --8<-- [end:net]


# --8<-- [start:walk]
def walk(node, depth=0):
    print("- " * depth + node.name().removeprefix("torch::autograd::"))
    for before, _ in node.next_functions:
        if before is not None:
            walk(before, depth + 1)


walk(loss.grad_fn)
# --8<-- [end:walk]
