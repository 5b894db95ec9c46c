import torch
from torch import nn

# --8<-- [start:proof]
torch.manual_seed(0)
conv, x = nn.Conv2d(4, 4, 3, padding=1), torch.randn(1, 4, 6, 6)
gradients = []
for inplace in (False, True):
    conv.zero_grad()
    nn.ReLU(inplace)(x + conv(x)).sum().backward()
    gradients.append(conv.weight.grad.clone())
print(torch.equal(*gradients))
# --8<-- [end:proof]
