from torch import nn


# --8<-- [start:net]
class Merged(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(16, 3)

    def forward(self, x):
        x = x.view(1, -1)
        return self.fc(x)
# --8<-- [end:net]
