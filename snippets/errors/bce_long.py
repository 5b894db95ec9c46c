import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(2), torch.tensor([1, 0])
print(f"{nn.BCEWithLogitsLoss()(out, target.float()).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
out, target = torch.zeros(2), torch.tensor([1, 0])
nn.BCEWithLogitsLoss()(out, target)
# --8<-- [end:fails]
