import torch
from torch import nn

# --8<-- [start:answer]
class Widening(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.body = nn.Sequential(nn.ReLU(), nn.Linear(inputs, outputs))
        if inputs == outputs:
            self.shortcut = nn.Identity()
        else:
            self.shortcut = nn.Linear(inputs, outputs, bias=False)

    def forward(self, x):
        return self.shortcut(x) + self.body(x)


torch.manual_seed(0)
net = nn.Sequential(Widening(4, 4), Widening(4, 8))
print("output", tuple(net(torch.rand(5, 4)).shape))
print([name for name, _ in net.named_parameters()])
# --8<-- [end:answer]
