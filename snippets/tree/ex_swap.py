import torch
from torch import nn


# --8<-- [start:net]
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(self.fc(x))


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Block()
        self.second = Block()

    def forward(self, x):
        return self.second(self.first(x))
# --8<-- [end:net]


# --8<-- [start:answer]
def swap(module):
    for name, child in module.named_children():
        if isinstance(child, nn.ReLU):
            setattr(module, name, nn.Tanh())
        else:
            swap(child)


torch.manual_seed(0)
net = Two()
swap(net)
print(net)
# --8<-- [end:answer]
