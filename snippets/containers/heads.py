import torch
from torch import nn


# --8<-- [start:net]
class Heads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 8), nn.ReLU())
        self.heads = nn.ModuleDict({
            "digit": nn.Linear(8, 10),
            "even": nn.Linear(8, 2),
        })

    def forward(self, x, task):
        # zh: (N, 4) → (N, 8) → (N, 10) 或 (N, 2)
        # en: (N, 4) → (N, 8) → (N, 10) or (N, 2)
        return self.heads[task](self.body(x))
# --8<-- [end:net]


# --8<-- [start:call]
torch.manual_seed(0)
net = Heads()
out = net(torch.ones(1, 4), "digit")
print(tuple(out.shape), list(net.heads))
out.sum().backward()
for name, parameter in net.named_parameters():
    print(name, parameter.grad is not None)
# --8<-- [end:call]

# --8<-- [start:fails]
net.heads["v1.0"] = nn.Identity()
# --8<-- [end:fails]
