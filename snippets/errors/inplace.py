import torch
from torch import nn

# --8<-- [start:fix]
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y = y + 1
y.sum().backward()
print(x.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fix_order]
# zh: 两个优化器：两次反向传播都完成之后，再更新
# en: two optimizers: update after both backward passes
first, second = nn.Linear(2, 2), nn.Linear(2, 1)
optimizers = [torch.optim.SGD(part.parameters(), lr=0.1) for part in (first, second)]
out = second(first(torch.ones(3, 2)))
out.sum().backward(retain_graph=True)
out.pow(2).sum().backward()
for optimizer in optimizers:
    optimizer.step()
print(first.weight.grad.shape)
# --8<-- [end:fix_order]

# --8<-- [start:fails]
x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y += 1
y.sum().backward()
# --8<-- [end:fails]
