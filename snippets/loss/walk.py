# gradients: loss net
import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:net]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
x, target = torch.rand(5, 3), torch.rand(5, 2)
loss = F.mse_loss(net(x), target)
print(loss.grad_fn.name())
# --8<-- [end:net]

# --8<-- [start:linear]
linear = loss.grad_fn.next_functions[0][0]
print(linear.name())
for node, _ in linear.next_functions:
    print("-", node.name())
# --8<-- [end:linear]

# --8<-- [start:parents]
bias = linear.next_functions[0][0]
relu = linear.next_functions[1][0]
print(bias.variable is net[2].bias, relu.name())
# --8<-- [end:parents]


# --8<-- [start:walk]
def walk(node, depth=0):
    if node is None:
        return
    print("- " * depth + node.name().removeprefix("torch::autograd::"))
    for before, _ in node.next_functions:
        walk(before, depth + 1)


walk(loss.grad_fn)
# --8<-- [end:walk]
