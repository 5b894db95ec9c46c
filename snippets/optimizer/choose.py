import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:compare]
torch.manual_seed(0)
points = torch.rand(256, 2) * 4 - 2
heights = torch.sin(2 * points[:, :1]) * points[:, 1:]


def final_loss(rule, lr, **settings):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 1))
    optimizer = rule(net.parameters(), lr=lr, **settings)
    for _ in range(100):
        optimizer.zero_grad()
        loss = F.mse_loss(net(points), heights)
        loss.backward()
        optimizer.step()
    return loss.item()


for lr in (0.001, 0.01, 0.1, 1.0):
    sgd = final_loss(torch.optim.SGD, lr)
    momentum = final_loss(torch.optim.SGD, lr, momentum=0.9)
    adamw = final_loss(torch.optim.AdamW, lr)
    print("lr", lr, f"SGD {sgd:.2f}  momentum {momentum:.2f}  AdamW {adamw:.2f}")
# --8<-- [end:compare]
