from torch import nn


# --8<-- [start:net]
def block(inputs, outputs):
    # zh: 高和宽各减半
    # en: halves height and width
    return [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]


class Net(nn.Module):
    def __init__(self, classes):
        super().__init__()
        # zh: (N, 1, 16, 16) → (N, 32, 2, 2) → (N, 128)
        # en: (N, 1, 16, 16) → (N, 32, 2, 2) → (N, 128)
        self.body = nn.Sequential(*block(1, 8), *block(8, 16), *block(16, 32), nn.Flatten())
        self.head = nn.Linear(128, classes)

    def forward(self, x):
        return self.head(self.body(x))
# --8<-- [end:net]
