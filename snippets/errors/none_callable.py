import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.add_module("fc", nn.Linear(4, 2))

    def forward(self, x):
        return self.fc(x)


print(Net()(torch.ones(1, 4)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_optional]
# zh: 可有可无的层：不用 None，用什么也不做的 Identity
# en: an optional layer: not None but Identity, which does nothing
act = nn.Identity()
print(act(torch.ones(2)))
# --8<-- [end:fix_optional]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = self.add_module("fc", nn.Linear(4, 2))

    def forward(self, x):
        return self.fc(x)


Net()(torch.ones(1, 4))
# --8<-- [end:fails]
