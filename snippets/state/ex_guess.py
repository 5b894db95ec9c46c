import torch
from torch import nn


# --8<-- [start:net]
class Guess(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 8)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.drop(self.fc(x)).sum()


torch.manual_seed(0)
net = Guess()
x = torch.ones(1, 4)
print("equal:", torch.equal(net(x), net(x)))
# --8<-- [end:net]

# --8<-- [start:answer]
net.eval()
print("equal:", torch.equal(net(x), net(x)))
# --8<-- [end:answer]
