import torch

from snippets.residual.net import ResNet

# --8<-- [start:stages]
torch.manual_seed(0)
net = ResNet(classes=10, widths=(8, 16, 32), blocks=1)
h = torch.rand(4, 1, 16, 16)
for name, layer in list(net.named_children())[:-1]:
    h = layer(h)
    count = sum(p.numel() for p in layer.parameters())
    print(f"{name:7} {tuple(h.shape)!s:16} parameters {count}")
print("all", sum(p.numel() for p in net.parameters()))
# --8<-- [end:stages]

# --8<-- [start:sizes]
for side in (16, 28, 33):
    print(side, tuple(net(torch.zeros(2, 1, side, side)).shape))
# --8<-- [end:sizes]
