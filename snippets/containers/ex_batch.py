import torch
from torch import nn

# --8<-- [start:net]
class OneRow(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(16, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        x = x.view(1, -1)
        x = torch.relu(self.fc1(x))
        return self.fc2(x)
# --8<-- [end:net]


# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Sequential(
    nn.Flatten(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 3)
)
x = torch.rand(3, 1, 4, 4)
alone = torch.cat([net(image.unsqueeze(0)) for image in x])
print(tuple(net(x).shape), torch.allclose(net(x), alone, atol=1e-6))
# --8<-- [end:answer]
