import torch

# --8<-- [start:answer]
torch.manual_seed(0)
x_train, x_val = 100 + 20 * torch.randn(200, 2), 100 + 20 * torch.randn(200, 2)
# zh: 均值和标准差只从训练集算，同一组数用到每个集合
# en: mean and standard deviation come from the training set; every set uses these same numbers
mean, std = x_train.mean(dim=0), x_train.std(dim=0)
x_train, x_val = (x_train - mean) / std, (x_val - mean) / std
print("train", [round(value, 1) for value in x_train.std(dim=0).tolist()])
print("val is exactly 1:", torch.equal(x_val.std(dim=0), torch.ones(2)))
# --8<-- [end:answer]
