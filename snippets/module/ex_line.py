import torch
from torch import nn


# --8<-- [start:answer]
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(1.8))
        self.offset = nn.Parameter(torch.tensor(32.0))

    def forward(self, x):
        return self.factor * x + self.offset


net = Line()
y = net(torch.tensor([0.0, 37.0, 100.0]))
print([round(value, 1) for value in y.tolist()])
print([name for name, _ in net.named_parameters()])
# --8<-- [end:answer]
