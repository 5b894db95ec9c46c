import torch
from torch import nn

# --8<-- [start:fix]
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
print(f"{criterion(torch.zeros(2, 3), torch.tensor([0, 2])).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
criterion = nn.CrossEntropyLoss(label_smoothing=10)
criterion(torch.zeros(2, 3), torch.tensor([0, 2]))
# --8<-- [end:fails]
