import torch

# --8<-- [start:answer]
matrix = torch.tensor([[50, 10, 0], [5, 80, 15], [0, 20, 20]])
right = matrix.diagonal()
print("accuracy", round((right.sum() / matrix.sum()).item(), 4))
# zh: 每行的和是这一类的样本数，每列的和是这样回答的次数
# en: a row sums to the samples of a class, a column to how often that answer was given
print("recall", [round(value, 4) for value in (right / matrix.sum(dim=1)).tolist()])
print("precision", [round(value, 4) for value in (right / matrix.sum(dim=0)).tolist()])
# --8<-- [end:answer]
