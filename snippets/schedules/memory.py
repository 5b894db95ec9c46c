import torch
from torch import nn

# --8<-- [start:memory]
import torch.nn.functional as F

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
print("before the first step:", len(optimizer.state), "entries")

loss = F.mse_loss(net(torch.randn(8, 100)), torch.randn(8, 10))
loss.backward()
optimizer.step()
for name, tensor in optimizer.state[net[0].weight].items():
    print(name, tuple(tensor.shape))
elements = sum(p.numel() for p in net.parameters())
kept = sum(t.numel() for state in optimizer.state.values() for t in state.values() if t.ndim > 0)
print("elements in the parameters", elements, "in the averages", kept)
# --8<-- [end:memory]
