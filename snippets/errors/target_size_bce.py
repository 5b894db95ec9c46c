import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(4, 1), torch.ones(4)
print(f"{nn.BCEWithLogitsLoss()(out.squeeze(1), target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
out, target = torch.zeros(4, 1), torch.ones(4)
nn.BCEWithLogitsLoss()(out, target)
# --8<-- [end:fails]
