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
print("children:", [name for name, _ in net.named_children()])
print("modules:", [name for name, _ in net.named_modules()])
print("parameters:")
for name, _ in net.named_parameters():
    print("   ", name)
# --8<-- [end:walk]

# --8<-- [start:path]
layer = net.get_submodule("body.fc1")
print(layer)
print("the same object:", layer is net.body.fc1)
# --8<-- [end:path]

# --8<-- [start:replace]
torch.manual_seed(0)
# zh: head 换成 5 个输出，其余不变
# en: the head now has 5 outputs; the rest stays
net.head = nn.Linear(3, 5)
print(tuple(net(torch.ones(1, 4)).shape))
# --8<-- [end:replace]

# --8<-- [start:apply]
order = []
net.apply(lambda module: order.append(type(module).__name__))
print("apply:  ", order)
print("modules:", [type(module).__name__ for module in net.modules()])
# --8<-- [end:apply]
