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
torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(1, 64, 5, bias=False),
    nn.BatchNorm2d(64),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(64, 100),
)
for _ in range(2):
    conv, norm, linear = net[0].weight, net[1].weight, net[4].weight
    print(f"{conv.std():.3f} {norm.std():.3f} {linear.std():.3f}")
    net.apply(init_weights)
# --8<-- [end:apply]

# --8<-- [start:reset]
torch.manual_seed(0)
for module in net.modules():
    if hasattr(module, "reset_parameters"):
        module.reset_parameters()
print(f"{net[0].weight.std():.3f} {net[4].weight.std():.3f}")
# --8<-- [end:reset]
