# --8<-- [start:imports]
import torch
from torch import nn

# --8<-- [end:imports]


# --8<-- [start:net]
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        return self.factor * x
# --8<-- [end:net]


# --8<-- [start:call]
net = Scale()
x = torch.tensor([1.0, 2.0, 3.0])
y = net(x)
print(y.tolist())
# --8<-- [end:call]

# --8<-- [start:names]
for name, parameter in net.named_parameters():
    print(name, "=", parameter.item())
# --8<-- [end:names]

# --8<-- [start:backward]
y.sum().backward()
print("factor =", net.factor.item())
print("factor.grad =", net.factor.grad.item())
# --8<-- [end:backward]
