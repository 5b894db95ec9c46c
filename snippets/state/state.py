import torch
from torch import nn


# --8<-- [start:net]
class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
        self.norm = nn.BatchNorm1d(3)
        self.drop = nn.Dropout(0.5)
        self.offset = torch.zeros(3)

    def forward(self, x):
        return self.drop(self.norm(self.fc(x))) + self.offset
# --8<-- [end:net]


# --8<-- [start:keys]
torch.manual_seed(0)
net = Normed()
for name, value in net.state_dict().items():
    print(name, tuple(value.shape))
# --8<-- [end:keys]

# --8<-- [start:shares]
state = net.state_dict()
snapshot = {name: value.clone() for name, value in net.state_dict().items()}
with torch.no_grad():
    net.norm.weight.fill_(5.0)
print("state:   ", state["norm.weight"].tolist())
print("snapshot:", snapshot["norm.weight"].tolist())
# --8<-- [end:shares]
