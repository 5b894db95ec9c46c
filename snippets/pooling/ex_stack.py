import torch
from torch import nn

# --8<-- [start:stack]
one = nn.Conv2d(16, 16, 5, padding=2)
two = nn.Sequential(
    nn.Conv2d(16, 16, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(16, 16, 3, padding=1),
)
for net in (one, two):
    image = torch.rand(1, 16, 9, 9, requires_grad=True)
    # zh: 正中间那个输出，受多少行、多少列影响？
    # en: how many rows and columns influence the output in the middle?
    net(image)[0, 0, 4, 4].backward()
    seen = image.grad[0].abs().sum(0) > 0
    rows, columns = seen.any(1).sum().item(), seen.any(0).sum().item()
    parameters = sum(p.numel() for p in net.parameters())
    print("rows", rows, " columns", columns, " parameters", parameters)
# --8<-- [end:stack]
