import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        hidden = self.fc(x)
        return torch.relu(hidden)


print(Net()(torch.ones(1, 4)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        self.fc = self.fc(x)
        return self.fc


Net()(torch.ones(1, 4))
# --8<-- [end:fails]
