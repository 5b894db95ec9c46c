import torch
from torch import nn

# --8<-- [start:Module]
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.factor * x

net = Scale()
print("output", net(torch.tensor([2.0])).tolist())
print("parameters", [name for name, _ in net.named_parameters()])
# --8<-- [end:Module]

# --8<-- [start:Sequential]
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
print("shape", net(torch.zeros(5, 4)).shape)
print("keys", list(net.state_dict()))
# --8<-- [end:Sequential]

# --8<-- [start:ModuleList]
layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))
x = torch.zeros(5, 4)
for layer in layers:
    x = torch.relu(layer(x))
print("layers", len(layers), "shape", x.shape)
# --8<-- [end:ModuleList]

# --8<-- [start:ModuleDict]
heads = nn.ModuleDict({"digit": nn.Linear(8, 10), "sign": nn.Linear(8, 2)})
print("shape", heads["sign"](torch.zeros(5, 8)).shape)
print("keys", list(heads.state_dict()))
# --8<-- [end:ModuleDict]
