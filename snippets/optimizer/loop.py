import torch
import torch.nn.functional as F
from torch import nn

from snippets.optimizer.data import target, x

# --8<-- [start:loop]
torch.manual_seed(0)
net = nn.Linear(2, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2)

for step in range(121):
    # zh: 上一步的 .grad 全变回 None
    # en: every .grad of the last step becomes None again
    optimizer.zero_grad()
    # zh: x (4, 2) → 输出 (4, 1)，再和 target 比成一个数
    # en: x (4, 2) → output (4, 1), compared with target: one number
    output = net(x)
    loss = F.mse_loss(output, target)
    # zh: 填好每个参数的 .grad
    # en: fills in the .grad of every parameter
    loss.backward()
    # zh: 照着 .grad 改参数
    # en: changes the parameters by their .grad
    optimizer.step()
    if step % 40 == 0:
        print(step, f"{loss.item():.4f}")

print([round(value, 1) for value in [*net.weight.flatten().tolist(), net.bias.item()]])
# --8<-- [end:loop]
