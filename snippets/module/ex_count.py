import torch
from torch import nn


# --8<-- [start:net]
class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(64, 32)
        self.fc2 = nn.Linear(32, 10, bias=False)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
# --8<-- [end:net]


# --8<-- [start:answer]
torch.manual_seed(0)
net = Small()
print("parameters:", len(list(net.parameters())))
print("elements:", sum(parameter.numel() for parameter in net.parameters()))
# --8<-- [end:answer]
