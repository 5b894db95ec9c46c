import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [start:bias]
torch.manual_seed(0)
x = torch.randn(200, 3)
target = 100 + x.sum(dim=1, keepdim=True)
for name, decayed in (("all parameters", ["weight", "bias"]), ("weight only", ["weight"])):
    layer = nn.Linear(3, 1)
    groups = [
        {"params": [parameter], "weight_decay": 0.1 if key in decayed else 0.0}
        for key, parameter in layer.named_parameters()
    ]
    optimizer = torch.optim.SGD(groups, lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        F.mse_loss(layer(x), target).backward()
        optimizer.step()
    print(f"{name:15} bias {layer.bias.item():.1f}")
# --8<-- [end:bias]
