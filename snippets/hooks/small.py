from torch import nn


# --8<-- [start:net]
class Small(nn.Module):
    def __init__(self):
        super().__init__()
        # zh: (N, 3) → (N, 4) → (N, 2)
        # en: (N, 3) → (N, 4) → (N, 2)
        self.fc1 = nn.Linear(3, 4, bias=False)
        self.act = nn.ReLU()
        self.fc2 = nn.Linear(4, 2, bias=False)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))
# --8<-- [end:net]
