import torch
from torch import nn


# --8<-- [start:net]
class Counted(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 20)
        self.norm = nn.BatchNorm1d(20)
        self.fc2 = nn.Linear(20, 5, bias=False)

    def forward(self, x):
        return self.fc2(torch.relu(self.norm(self.fc1(x))))
# --8<-- [end:net]


# --8<-- [start:answer]
torch.manual_seed(0)
net = Counted()
print("parameters:", sum(parameter.numel() for parameter in net.parameters()))
print("buffers:", sum(value.numel() for value in net.buffers()))
print("state_dict:", sum(value.numel() for value in net.state_dict().values()))
# --8<-- [end:answer]
