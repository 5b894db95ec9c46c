import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:l2]
def trained(kind, weight_decay, penalty):
    torch.manual_seed(0)
    layer, x, target = nn.Linear(3, 1), torch.randn(50, 3), torch.randn(50, 1)
    optimizer = kind(layer.parameters(), lr=0.01, weight_decay=weight_decay)
    for _ in range(100):
        squares = sum(p.square().sum() for p in layer.parameters())
        loss = F.mse_loss(layer(x), target) + penalty / 2 * squares
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return layer.weight


for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
    decay, l2 = trained(kind, 0.1, 0.0), trained(kind, 0.0, 0.1)
    print(f"{kind.__name__:6} weight_decay equals the L2 penalty: {torch.allclose(decay, l2, atol=1e-4)}")
# --8<-- [end:l2]
