import torch
from torch import nn


# --8<-- [start:add]
class Deep(nn.Module):
    def __init__(self, layers):
        super().__init__()
        for i in range(layers):
            self.add_module(f"fc{i}", nn.Linear(4, 4))

    def forward(self, x):
        for layer in self.children():
            x = torch.relu(layer(x))
        return x


torch.manual_seed(0)
net = Deep(3)
print([name for name, _ in net.named_children()])
# --8<-- [end:add]


# --8<-- [start:lost]
class Lost(nn.Module):
    def __init__(self):
        super().__init__()
        self.ratio = self.register_buffer("ratio", torch.ones(1))


net = Lost()
print("ratio =", net.ratio)
print("buffers:", list(net.buffers()))
print("state_dict:", list(net.state_dict()))
# --8<-- [end:lost]


# --8<-- [start:fails]
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = None
        self.register_buffer("mean", torch.zeros(3))


Twice()
# --8<-- [end:fails]
