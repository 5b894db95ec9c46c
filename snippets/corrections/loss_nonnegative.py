import torch
from torch import nn

# --8<-- [start:proof]
loss = nn.GaussianNLLLoss()(torch.zeros(1), torch.zeros(1), torch.tensor([0.01]))
print(f"{loss.item():.4f}")
# --8<-- [end:proof]
