import torch
from torch import nn

# --8<-- [start:nets]
class Other(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(16, 8), nn.ReLU())
        self.head = nn.Linear(8, 10)

    def forward(self, x):
        return self.head(self.body(x))


torch.manual_seed(0)
net = nn.Sequential(
    nn.Flatten(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 3)
)
other = Other()
# --8<-- [end:nets]

# --8<-- [start:answer]
other.body[0].load_state_dict(net[1].state_dict())
x = torch.rand(4, 16)
print(torch.equal(other.body(x), net[:3](x)), tuple(other(x).shape))
# --8<-- [end:answer]
