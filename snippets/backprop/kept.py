import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:stale]
torch.manual_seed(0)
first, second = nn.Linear(3, 4), nn.Linear(4, 1)
x, target = torch.rand(8, 3), torch.rand(8, 1)
h = torch.relu(first(x))
for step in range(3):
    first.zero_grad()
    loss = F.mse_loss(second(h), target)
    loss.backward(retain_graph=True)
    with torch.no_grad():
        first.weight -= 0.1 * first.weight.grad
    print("step", step, "loss", round(loss.item(), 4))
print("h belongs to the new weights:", torch.equal(h, torch.relu(first(x))))
# --8<-- [end:stale]

# --8<-- [start:fixed]
first.zero_grad()
# zh: first 要训练：在循环里重新计算 h
# en: first is trained: compute h again, inside the loop
for step in range(3):
    h = torch.relu(first(x))
    F.mse_loss(second(h), target).backward()
print("inside the loop: first.weight.grad", tuple(first.weight.grad.shape))

first.zero_grad()
# zh: first 不训练：只算一次，用 detach() 断开
# en: first is not trained: compute h once and detach it
h = torch.relu(first(x)).detach()
for step in range(3):
    F.mse_loss(second(h), target).backward()
print("detached: first.weight.grad", first.weight.grad)
# --8<-- [end:fixed]
