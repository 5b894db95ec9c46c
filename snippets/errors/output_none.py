import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(x)


print(nn.CrossEntropyLoss()(Net()(torch.ones(3, 4)), torch.tensor([0, 1, 0])).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        x = self.fc(x)


nn.CrossEntropyLoss()(Net()(torch.ones(3, 4)), torch.tensor([0, 1, 0]))
# --8<-- [end:fails]
