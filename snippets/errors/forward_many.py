import torch
from torch import nn

# --8<-- [start:fix]
class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(7, 2)

    def forward(self, image, table):
        return self.fc(torch.cat([image.flatten(1), table], dim=1))


print(TwoInputs()(torch.ones(1, 4), torch.ones(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 2))

    def forward(self, image, table):
        return self.body(image, table)


Net()(torch.ones(1, 4), torch.ones(1, 3))
# --8<-- [end:fails]
