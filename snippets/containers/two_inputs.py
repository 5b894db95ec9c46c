import torch
from torch import nn

# --8<-- [start:joined]
class Joined(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 1)
        )

    def forward(self, a, b):
        # zh: (N, 3) 和 (N, 2) → (N, 5) → (N, 1)
        # en: (N, 3) and (N, 2) → (N, 5) → (N, 1)
        return self.layers(torch.cat([a, b], dim=1))


torch.manual_seed(0)
a, b = torch.rand(4, 3), torch.rand(4, 2)
print("output", tuple(Joined()(a, b).shape))
# --8<-- [end:joined]
