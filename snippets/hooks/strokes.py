from torch import nn


# --8<-- [start:net]
class Strokes(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
        self.relu = nn.ReLU()
        self.fc = nn.Linear(2, 2, bias=False)

    def forward(self, x):
        # zh: (N, 1, 16, 16) → (N, 2, 16, 16)，每张特征图取平均 → (N, 2)
        # en: (N, 1, 16, 16) → (N, 2, 16, 16), the mean of each map → (N, 2)
        maps = self.relu(self.conv(x))
        return self.fc(maps.mean((2, 3)))
# --8<-- [end:net]
