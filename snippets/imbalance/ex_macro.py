import torch

# --8<-- [start:answer]
matrix = torch.tensor([[90.0, 0.0, 0.0], [4.0, 3.0, 1.0], [2.0, 0.0, 0.0]])
right = matrix.diag()
recall = right / matrix.sum(dim=1)
precision = right / matrix.sum(dim=0).clamp(min=1)
f1 = 2 * right / (matrix.sum(dim=1) + matrix.sum(dim=0))
print(f"accuracy {right.sum() / matrix.sum():.2f}")
print(f"balanced accuracy {recall.mean():.2f}")
print(f"macro F1 {f1.mean():.2f}")
# --8<-- [end:answer]
