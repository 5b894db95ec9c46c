import torch
from torch import nn


# --8<-- [start:rule]
def init_weights(module):
    if isinstance(module, (nn.Linear, nn.Conv2d)):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if module.bias is not None:
            nn.init.zeros_(module.bias)
# --8<-- [end:rule]


# --8<-- [start:apply]
def report(net):
    for name, module in net.named_children():
        if hasattr(module, "weight"):
            kind = type(module).__name__
            print(name, kind, f"{module.weight.std():.3f}")


torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, 64, 5, bias=False),
    nn.BatchNorm2d(64),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(64, 100),
)
report(net)
net.apply(init_weights)
report(net)
# --8<-- [end:apply]

# --8<-- [start:reset]
torch.manual_seed(0)
for module in net.modules():
    if hasattr(module, "reset_parameters"):
        module.reset_parameters()
report(net)
# --8<-- [end:reset]
