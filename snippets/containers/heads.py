from torch import nn


# --8<-- [start:net]
class Heads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.ReLU())
        self.heads = nn.ModuleDict({
            "digit": nn.Linear(8, 10),
            "even": nn.Linear(8, 2),
        })

    def forward(self, x, task):
        # zh: (N, 1, 4, 4) → (N, 8) → (N, 10) 或 (N, 2)
        # en: (N, 1, 4, 4) → (N, 8) → (N, 10) or (N, 2)
        return self.heads[task](self.body(x))
# --8<-- [end:net]
