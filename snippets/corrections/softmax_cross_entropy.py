import torch
from torch import nn

# --8<-- [start:proof]
scores, target = torch.tensor([[9.0, 0.0, 0.0]]), torch.tensor([0])
loss = nn.CrossEntropyLoss()
print(f"{loss(scores, target).item():.4f} {loss(scores.softmax(1), target).item():.4f}")
# --8<-- [end:proof]
