import torch
from torch import nn

# --8<-- [start:frozen]
torch.manual_seed(0)
body = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU())
body.requires_grad_(False)
net = nn.Sequential(body, nn.Dropout(0.5), nn.Linear(8, 2))
# --8<-- [end:frozen]

# --8<-- [start:answer]
torch.manual_seed(0)
norm = body[1]
x = torch.randn(16, 4)
net.train()
net(x)
print("batches seen", norm.num_batches_tracked.item())

for module in net.modules():
    if isinstance(module, nn.BatchNorm1d):
        module.eval()
net(x)
print("batches seen", norm.num_batches_tracked.item(), "Dropout trains:", net[1].training)
# --8<-- [end:answer]
