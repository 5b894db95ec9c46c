import torch

# --8<-- [start:shows]
predicted = torch.tensor([[1], [0], [1], [0]])
target = torch.tensor([1, 0, 1, 0])
same = predicted == target
print(tuple(same.shape), "correct", same.sum().item(), "of", len(target))
# --8<-- [end:shows]

# --8<-- [start:fix]
same = predicted.squeeze(1) == target
print(tuple(same.shape), "correct", same.sum().item(), "of", len(target))
# --8<-- [end:fix]
