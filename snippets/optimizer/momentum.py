import torch
from torch import nn

# --8<-- [start:velocity]
for name, gradients in (("same sign", [1.0, 1.0, 1.0, 1.0, 1.0]), ("alternating", [1.0, -1.0, 1.0, -1.0, 1.0])):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=1.0, momentum=0.9)
    velocities = []
    for gradient in gradients:
        before = w.item()
        w.grad = torch.tensor(gradient)
        optimizer.step()
        # zh: lr 是 1，所以 w 减少的量就是速度
        # en: lr is 1, so the amount that w decreases by is the velocity
        velocities.append(round(before - w.item(), 3))
    print(name, velocities)
# --8<-- [end:velocity]

# --8<-- [start:coasts]
for set_to_none in (True, False):
    w = nn.Parameter(torch.tensor(1.0))
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
    w.backward()
    values = []
    for _ in range(4):
        optimizer.step()
        values.append(round(w.item(), 4))
        optimizer.zero_grad(set_to_none=set_to_none)
    print("grad", w.grad, "w", values)
# --8<-- [end:coasts]
