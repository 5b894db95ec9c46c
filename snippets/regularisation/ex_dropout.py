import torch
from torch import nn


# --8<-- [start:answer]
def dropout(x, p, training):
    if not training or p == 0:
        return x
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p)


torch.manual_seed(0)
ones = torch.ones(100_000)
for name, y in (("by hand", dropout(ones, 0.3, True)), ("nn.Dropout", nn.Dropout(0.3)(ones))):
    print(f"{name:10} zeros {(y == 0).float().mean().item():.2f}  largest {y.max().item():.4f}  mean {y.mean().item():.1f}")
print("unchanged in evaluation:", torch.equal(dropout(ones, 0.3, False), ones))
# --8<-- [end:answer]
