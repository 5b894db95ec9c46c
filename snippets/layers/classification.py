import torch
from torch import nn

# --8<-- [start:CrossEntropyLoss]
torch.manual_seed(0)
# zh: 4 个样本，3 个类别的得分，以及正确的类别
# en: four samples, scores for three classes, and the right classes
x, target = torch.randn(4, 3), torch.tensor([2, 0, 1, 1])
criterion = nn.CrossEntropyLoss()
print("loss", round(criterion(x, target).item(), 4))
# --8<-- [end:CrossEntropyLoss]

# --8<-- [start:NLLLoss]
torch.manual_seed(0)
x, target = torch.randn(4, 3), torch.tensor([2, 0, 1, 1])
# zh: 对数概率送进 NLLLoss，得到的就是交叉熵
# en: log-probabilities and NLLLoss are the cross-entropy
loss = nn.NLLLoss()(torch.log_softmax(x, dim=1), target)
print("same", torch.allclose(loss, nn.CrossEntropyLoss()(x, target)))
# --8<-- [end:NLLLoss]

# --8<-- [start:BCEWithLogitsLoss]
x, target = torch.tensor([2.0, -1.0, 0.0]), torch.tensor([1.0, 0.0, 1.0])
print("loss", round(nn.BCEWithLogitsLoss()(x, target).item(), 4))
# --8<-- [end:BCEWithLogitsLoss]

# --8<-- [start:BCELoss]
x, target = torch.tensor([2.0, -1.0, 0.0]), torch.tensor([1.0, 0.0, 1.0])
print("loss", round(nn.BCELoss()(torch.sigmoid(x), target).item(), 4))
# --8<-- [end:BCELoss]

# --8<-- [start:MultiLabelSoftMarginLoss]
# zh: 一张图可以有几个标签
# en: an image may have several labels
x, target = torch.tensor([[2.0, -1.0, 0.0]]), torch.tensor([[1.0, 0.0, 1.0]])
print("loss", round(nn.MultiLabelSoftMarginLoss()(x, target).item(), 4))
# --8<-- [end:MultiLabelSoftMarginLoss]

# --8<-- [start:MultiLabelMarginLoss]
# zh: 正确的类别是 2 和 0，用 −1 结束
# en: the right classes are 2 and 0, ended by −1
x, target = torch.tensor([[0.5, 0.1, 0.9, 0.2]]), torch.tensor([[2, 0, -1, -1]])
print("loss", round(nn.MultiLabelMarginLoss()(x, target).item(), 4))
# --8<-- [end:MultiLabelMarginLoss]
