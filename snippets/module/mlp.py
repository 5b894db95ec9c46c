# graph: MLP() 1x4
import torch
from torch import nn


# --8<-- [start:net]
class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        # zh: (N, 4) → (N, 8)，负数变 0
        # en: (N, 4) → (N, 8), negative values become 0
        x = torch.relu(self.fc1(x))
        # zh: (N, 8) → (N, 3)
        # en: (N, 8) → (N, 3)
        return self.fc2(x)
# --8<-- [end:net]
