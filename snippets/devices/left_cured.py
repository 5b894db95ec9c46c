import torch
from torch import nn


# --8<-- [start:cured]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = nn.Buffer(torch.tensor([0.5, 0.4, 0.3]))
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(x - self.mean)


net = Net().to("meta")
print(net.mean.device, net(torch.ones(4, 3, device="meta")).device)
# --8<-- [end:cured]
