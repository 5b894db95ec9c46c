import torch
from torch import nn

# --8<-- [start:class]
from torch.nn.utils import parametrize


class Symmetric(nn.Module):
    def forward(self, w):
        # zh: 上三角（含对角线），再加上它的转置（不含对角线）
        # en: the upper triangle with the diagonal, and its mirror image
        return w.triu() + w.triu(1).T


# --8<-- [end:class]

# --8<-- [start:use]
torch.manual_seed(0)
layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print("parameters", [name for name, _ in layer.named_parameters()])
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    layer(torch.randn(5, 3)).square().sum().backward()
    optimizer.step()
    print("step", step, torch.equal(layer.weight, layer.weight.T))
# --8<-- [end:use]

# --8<-- [start:fails]
layer.weight = torch.eye(3)
# --8<-- [end:fails]
