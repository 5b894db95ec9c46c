import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(1, 5, 2), nn.ReLU(), nn.Flatten(), nn.Linear(45, 8), nn.ReLU())
x = torch.rand(3, 1, 4, 4)
alone = torch.cat([net(image.unsqueeze(0)) for image in x])
print(tuple(net(x).shape), torch.allclose(net(x), alone, atol=1e-6))
# --8<-- [end:answer]
