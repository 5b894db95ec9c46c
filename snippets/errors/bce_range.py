import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.tensor([2.5, -1.0]), torch.tensor([1.0, 0.0])
print(f"{nn.BCEWithLogitsLoss()(out, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
out, target = torch.tensor([2.5, -1.0]), torch.tensor([1.0, 0.0])
nn.BCELoss()(out, target)
# --8<-- [end:fails]
