# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]


# --8<-- [start:net]
class Stack(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = [nn.Linear(8, 8) for _ in range(depth)]
        self.head = nn.Linear(8 * depth, 3)

    def forward(self, x):
        outputs = []
        for layer in self.layers:
            x = F.relu(layer(x))
            outputs.append(x)
        # zh: depth 个 (N, 8) → (N, 8 * depth) → (N, 3)
        # en: depth times (N, 8) → (N, 8 * depth) → (N, 3)
        return self.head(torch.cat(outputs, dim=1))
# --8<-- [end:net]
