import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:loop]
torch.manual_seed(0)
net = nn.Linear(2, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2)

for step in range(121):
    # zh: 上一步留下的梯度变回 None
    # en: the gradients of the last step become None again
    optimizer.zero_grad()
    # zh: x (4, 2) → output (4, 1)
    # en: x (4, 2) → output (4, 1)
    output = net(x)
    # zh: output 与 target 比较，得到一个标量
    # en: compares output with target: a scalar
    loss = F.mse_loss(output, target)
    # zh: 算出 weight 和 bias 的梯度，存进 .grad
    # en: computes the gradients of weight and bias, into .grad
    loss.backward()
    # zh: 根据 .grad 更新 weight 和 bias
    # en: updates weight and bias according to .grad
    optimizer.step()
    if step % 40 == 0:
        print("step", step, f"loss {loss.item():.4f}")

print("weight", [round(value, 1) for value in net.weight.flatten().tolist()], "bias", round(net.bias.item(), 1))
# --8<-- [end:loop]
