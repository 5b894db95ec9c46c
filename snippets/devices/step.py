# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]

from snippets.devices.pick import device

# --8<-- [start:step]
torch.manual_seed(0)
net = nn.Linear(2, 1)
net.to(device)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)

# zh: 数据先在 CPU 上；每个批量用之前搬过去
# en: the data starts on the CPU; each batch is moved before it is used
x, target = torch.ones(4, 2), torch.zeros(4, 1)
x, target = x.to(device), target.to(device)

loss = F.mse_loss(net(x), target)
optimizer.zero_grad()
loss.backward()
optimizer.step()
# zh: .item() 把这个数取回 Python
# en: .item() copies the number to Python
print(f"loss {loss.item():.4f}")
print("on device:", net.weight.device.type == x.device.type == device.type)
# --8<-- [end:step]
