import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 3))
net.requires_grad_(False)
net[2].requires_grad_(True)
# zh: 新建的层默认可以训练
# en: a new layer is trainable by default
net[4] = nn.Linear(8, 10)
trainable = {name: p.numel() for name, p in net.named_parameters() if p.requires_grad}
print(trainable, sum(trainable.values()))
# --8<-- [end:answer]
