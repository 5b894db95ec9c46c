import torch
import torch.nn.functional as F

from snippets.lenet.net import LeNet

# --8<-- [start:trace]
torch.manual_seed(0)
net = LeNet()
steps = [
    ("conv1", net.conv1),
    ("relu", F.relu),
    ("pool", lambda x: F.max_pool2d(x, 2)),
    ("conv2", net.conv2),
    ("relu", F.relu),
    ("pool", lambda x: F.max_pool2d(x, 2)),
    ("flatten", lambda x: torch.flatten(x, 1)),
    ("fc1", net.fc1),
    ("relu", F.relu),
    ("fc2", net.fc2),
    ("relu", F.relu),
    ("fc3", net.fc3),
]
x = torch.rand(4, 1, 32, 32)
print(f"{'input':8}", tuple(x.shape))
for name, step in steps:
    x = step(x)
    print(f"{name:8}", tuple(x.shape))
# --8<-- [end:trace]
