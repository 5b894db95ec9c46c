# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(3, 2)
        self.body = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
        self.mean = nn.Buffer(torch.zeros(4))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        # zh: body 先用，head 后用
        # en: body is used first, head last
        return self.head(self.body(x - self.mean)) * self.scale
# --8<-- [end:net]
