import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:net]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
x, target = torch.rand(5, 3), torch.rand(5, 2)
loss = F.mse_loss(net(x), target)
print("loss", loss.grad_fn.name())
print("target", target.grad_fn)
# --8<-- [end:net]

# --8<-- [start:linear]
linear = loss.grad_fn.next_functions[0][0]
print(linear.name())
for node, _ in linear.next_functions:
    print("-", node.name())
# zh: 第 0 个来源是偏置，第 1 个是 ReLU 的输出
# en: input 0 is the bias, input 1 the output of the ReLU
bias = linear.next_functions[0][0]
print("bias", bias.variable is net[2].bias)
# --8<-- [end:linear]


# --8<-- [start:walk]
def walk(node, depth=0):
    if node is None:
        return
    print("- " * depth + node.name().removeprefix("torch::autograd::"))
    for before, _ in node.next_functions:
        walk(before, depth + 1)


walk(loss.grad_fn)
# --8<-- [end:walk]
