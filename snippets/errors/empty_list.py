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

# --8<-- [start:fix_frozen]
# zh: 全部冻结之后，至少解冻最后一层
# en: everything is frozen: unfreeze at least the last layer
net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 2)).requires_grad_(False)
net[-1].requires_grad_(True)
trained = [p for p in net.parameters() if p.requires_grad]
print(len(torch.optim.SGD(trained, lr=0.1).param_groups[0]["params"]))
# --8<-- [end:fix_frozen]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Linear(4, 2)]


torch.optim.SGD(Net().parameters(), lr=0.1)
# --8<-- [end:fails]
