import torch
from torch import nn

# --8<-- [start:bias]
torch.manual_seed(0)
conv, norm = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8)
x = torch.randn(16, 3, 10, 10)
y = norm(conv(x))
(y * torch.randn_like(y)).sum().backward()
print("conv.weight gradient", f"{conv.weight.grad.norm():.0f}")
print("conv.bias   gradient", f"{conv.bias.grad.norm():.0f}")
print("norm.bias   gradient", f"{norm.bias.grad.norm():.0f}")
# --8<-- [end:bias]


# --8<-- [start:block]
def block(channels, out_channels):
    return nn.Sequential(
        nn.Conv2d(channels, out_channels, 3, padding=1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(),
    )


net = nn.Sequential(
    block(3, 16),
    block(16, 32),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(32, 10),
)
print(tuple(net(torch.zeros(4, 3, 32, 32)).shape))
# --8<-- [end:block]
