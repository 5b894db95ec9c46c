import torch
from torch import nn


# --8<-- [start:cure]
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(3))
        self.mean = nn.Buffer(torch.zeros(3))
        # zh: 只多了 nn.Buffer
        # en: the one change: nn.Buffer
        self.offset = nn.Buffer(torch.zeros(3))

    def forward(self, x):
        return self.weight * (x - self.mean) + self.offset


net = Shift()
net.to("meta")
print("offset moved:", net.offset.is_meta)
print(net(torch.ones(3, device="meta")).shape)
# --8<-- [end:cure]
