import torch
from torch import nn

# --8<-- [start:shows]
# zh: 学习率太大：损失先变大，再变成 nan
# en: the learning rate is too high: the loss grows, then it is nan
w = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=2.0)
for step in range(60):
    loss = (w**4).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step < 3 or loss.isnan():
        print(step, loss.item())
    if loss.isnan():
        break
# --8<-- [end:shows]

# --8<-- [start:fix]
torch.manual_seed(0)
# zh: 沿着前向传播，找到第一个不是有限数的输出
# en: along the forward pass, find the first output that is not finite
net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
x = torch.tensor([[1.0, float("inf")]])
print("input finite:", x.isfinite().all().item())
print("parameters finite:", all(p.isfinite().all() for p in net.parameters()))
for i, layer in enumerate(net):
    x = layer(x)
    print(i, x.isfinite().all().item())
# --8<-- [end:fix]

# --8<-- [start:fix_log]
# zh: log(0) 是负无穷：用带 log 的函数，不要自己写 log(softmax)
# en: log(0) is minus infinity: use the functions with log, and not log(softmax) of your own
scores = torch.tensor([[0.0, 200.0]])
print(scores.softmax(1).log().tolist(), scores.log_softmax(1).tolist())
# --8<-- [end:fix_log]
