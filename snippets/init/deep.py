import torch
from torch import nn


# --8<-- [start:deep]
def deep(rule, norm=nn.Identity):
    layers = []
    for _ in range(20):
        linear = nn.Linear(256, 256)
        if rule is not None:
            rule(linear.weight)
            nn.init.zeros_(linear.bias)
        layers += [linear, norm(256), nn.ReLU()]
    return nn.Sequential(*layers)


rules = {
    "small": lambda w: nn.init.normal_(w, std=0.01),
    "default": None,
    "xavier": nn.init.xavier_normal_,
    "kaiming": lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
    "large": lambda w: nn.init.normal_(w, std=0.2),
}
# --8<-- [end:deep]


# --8<-- [start:sizes]
@torch.no_grad()
def sizes(net, x):
    rms = []
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.ReLU):
            # zh: (512, 256) → 一个数
            # en: (512, 256) → one number
            rms.append(x.square().mean().sqrt().item())
    return rms
# --8<-- [end:sizes]
