import torch

# --8<-- [start:proof]
print(torch.Tensor(5).shape, torch.tensor(5).shape, torch.tensor(5).item())
# --8<-- [end:proof]
