import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(x)


print(Net()(torch.ones(1, 4)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_list]
# zh: ModuleList 只存放层，循环要自己写
# en: a ModuleList only holds layers, the loop is yours
layers = nn.ModuleList([nn.Linear(4, 4), nn.ReLU()])
x = torch.ones(1, 4)
for layer in layers:
    x = layer(x)
print(x.shape)
# --8<-- [end:fix_list]

# --8<-- [start:fails]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

        def forward(self, x):
            return self.fc(x)


Net()(torch.ones(1, 4))
# --8<-- [end:fails]
