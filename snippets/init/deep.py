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
    return nn.Sequential(*layers).double()


rules = {
    "small": lambda w: nn.init.normal_(w, std=0.01),
    "default": None,
    "xavier": nn.init.xavier_normal_,
    "kaiming": nn.init.kaiming_normal_,
    "large": lambda w: nn.init.normal_(w, std=0.2),
}
# --8<-- [end:deep]


# --8<-- [start:sizes]
@torch.no_grad()
def sizes(net, x):
    means, spreads = [], []
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.ReLU):
            # zh: x (512, 256)：全部数的均值
            # en: x (512, 256): the mean of all its numbers
            means.append(x.mean().log10().item())
            # zh: 每个单元在 512 个样本上的标准差 → (256,)，再求平均
            # en: each unit's deviation over 512 samples → (256,), averaged
            spreads.append(x.std(0).mean().log10().item())
    return means, spreads
# --8<-- [end:sizes]
