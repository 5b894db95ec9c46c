# tree: Classifier()
import torch
from torch import nn

from snippets.module.mlp import MLP


# --8<-- [start:net]
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = MLP()
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))
# --8<-- [end:net]


# --8<-- [start:walk]
torch.manual_seed(0)
net = Classifier()
print([name for name, _ in net.named_children()])
print([name for name, _ in net.named_modules()])
# --8<-- [end:walk]

# --8<-- [start:apply]
order = []
net.apply(lambda module: order.append(type(module).__name__))
print(order)
# --8<-- [end:apply]
