import torch
from torch import nn

# --8<-- [start:warns]
out, target = torch.zeros(3, 1), torch.tensor([1.0, 2.0, 3.0])
print(f"{nn.MSELoss()(out + target[:, None], target).item():.4f}")
# --8<-- [end:warns]

# --8<-- [start:fix]
out, target = torch.zeros(3, 1), torch.tensor([1.0, 2.0, 3.0])
print(f"{nn.MSELoss()(out + target[:, None], target[:, None]).item():.4f}")
# --8<-- [end:fix]
