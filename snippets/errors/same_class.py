import torch

# --8<-- [start:shows]
# zh: 95 % 的样本是第 0 类：只答 0 也有 95 % 的准确率
# en: 95 % of the samples are of class 0: the answer 0 alone is right for 95 %
target = torch.tensor([0] * 95 + [1] * 5)
predicted = torch.zeros_like(target)
print("accuracy", round((predicted == target).float().mean().item(), 2))
print("recall of class 1", (predicted[target == 1] == 1).float().mean().item())
# --8<-- [end:shows]

# --8<-- [start:fix]
# zh: 看预测的分布和每一类的召回率；再给少数类更大的权重
# en: look at the distribution of the answers and the recall of each class; then weight the rare one
print("answers", torch.bincount(predicted, minlength=2).tolist())
weight = len(target) / (2 * torch.bincount(target))
print("weights", [round(value, 3) for value in weight.tolist()])
# --8<-- [end:fix]
