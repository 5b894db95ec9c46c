import torch


# --8<-- [start:matrix]
def confusion_matrix(target, answer, classes):
    # zh: 真实类别 × 类别数 + 回答：每种组合一个编号，数一数每个编号有几个
    # en: true class × number of classes + answer: a number for each combination; count how often each occurs
    return torch.bincount(target * classes + answer, minlength=classes**2).view(classes, classes)
# --8<-- [end:matrix]
