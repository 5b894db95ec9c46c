import torch
from torch import nn


# --8<-- [start:proof]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3)
        self.fc1 = nn.Linear(8, 4)
        self.fc2 = nn.Linear(4, 3)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = torch.relu(self.fc1(torch.flatten(x, 1)))
        return self.fc2(x)


net = Net()
# zh: 去掉最后一层，第二种写法保留 forward 里的一切
# en: without the last layer; the second way keeps everything in forward
body = nn.Sequential(*list(net.children())[:-1])
net.fc2 = nn.Identity()
for name, module in (("children()[:-1]", body), ("nn.Identity()", net)):
    try:
        print(name, tuple(module(torch.zeros(1, 1, 4, 4)).shape))
    except RuntimeError as error:
        print(name, error)
# --8<-- [end:proof]
