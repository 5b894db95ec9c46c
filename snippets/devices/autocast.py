import torch
import torch.nn.functional as F
from torch import nn

from snippets.devices.pick import device

# --8<-- [start:formats]
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    large, fine, tiny = torch.tensor([70000.0, 1.001, 1e-8]).to(dtype).tolist()
    print(dtype, large, round(fine, 4), "tiny > 0:", tiny > 0)
# --8<-- [end:formats]

# --8<-- [start:step]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1)).to(device)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x, target = torch.ones(4, 2, device=device), torch.zeros(4, 1, device=device)

# zh: 只有前向传播和损失写在 with 里面
# en: only the forward pass and the loss are inside the with block
with torch.autocast(device.type, dtype=torch.bfloat16):
    output = net(x)
    loss = F.mse_loss(output, target)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print("output", output.dtype, "loss", loss.dtype)
print("weight", net[0].weight.dtype, "gradient", net[0].weight.grad.dtype)
# --8<-- [end:step]

# --8<-- [start:scaler]
scaler = torch.amp.GradScaler(device.type)
with torch.autocast(device.type, dtype=torch.float16):
    loss = F.mse_loss(net(x), target)
optimizer.zero_grad()
scaler.scale(loss).backward()
# zh: 先把梯度缩小回来，再更新；有 inf 或 nan 就跳过这次更新
# en: divides the gradients, then updates; skips it if one is inf or nan
scaler.step(optimizer)
scaler.update()
print("scale", scaler.get_scale())
# --8<-- [end:scaler]

# --8<-- [start:fails]
net.bfloat16()
net(x)
# --8<-- [end:fails]
