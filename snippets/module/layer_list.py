import torch
from torch import nn


# --8<-- [start:net]
class Hidden(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 8), nn.Linear(8, 3)]

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
# --8<-- [end:net]


# --8<-- [start:count]
torch.manual_seed(0)
net = Hidden()
print("output:", tuple(net(torch.ones(1, 4)).shape))
print("parameters:", len(list(net.parameters())))
# --8<-- [end:count]

# --8<-- [start:fails]
torch.optim.SGD(net.parameters(), lr=0.1)
# --8<-- [end:fails]
