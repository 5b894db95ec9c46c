import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 2)])


optimizer = torch.optim.SGD(Net().parameters(), lr=0.1)
print(len(optimizer.param_groups[0]["params"]))
# --8<-- [end:fix]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Linear(4, 2)]


torch.optim.SGD(Net().parameters(), lr=0.1)
# --8<-- [end:fails]
