# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(4, 3, bias=False)
        self.head = nn.Linear(3, 2, bias=False)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))
# --8<-- [end:net]
