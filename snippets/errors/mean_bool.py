import torch

# --8<-- [start:fix]
predicted, target = torch.tensor([1, 2, 3]), torch.tensor([1, 2, 0])
print(f"{(predicted == target).float().mean():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fails]
predicted, target = torch.tensor([1, 2, 3]), torch.tensor([1, 2, 0])
(predicted == target).mean()
# --8<-- [end:fails]
