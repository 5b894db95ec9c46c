import torch
from torch import nn

# --8<-- [start:MultiMarginLoss]
x, target = torch.tensor([[0.5, 0.1, 0.9]]), torch.tensor([2])
print("loss", round(nn.MultiMarginLoss()(x, target).item(), 4))
# --8<-- [end:MultiMarginLoss]

# --8<-- [start:SoftMarginLoss]
x, target = torch.tensor([2.0, -1.0]), torch.tensor([1.0, -1.0])
print("loss", round(nn.SoftMarginLoss()(x, target).item(), 4))
# --8<-- [end:SoftMarginLoss]

# --8<-- [start:HingeEmbeddingLoss]
# zh: 两对样本的距离：第一对应该相近，第二对应该远
# en: distances of two pairs: the first should be near, the second far
x, target = torch.tensor([0.3, 0.4]), torch.tensor([1.0, -1.0])
print("loss", [round(value, 4) for value in nn.HingeEmbeddingLoss(reduction="none")(x, target).tolist()])
# --8<-- [end:HingeEmbeddingLoss]

# --8<-- [start:CTCLoss]
torch.manual_seed(0)
# zh: 50 个时间步，2 段录音，20 个字母（0 是空白），文字长 10 和 7
# en: 50 steps, two recordings, 20 letters (0 is blank), texts of 10 and 7 letters
x = torch.randn(50, 2, 20).log_softmax(2)
target = torch.randint(1, 20, (2, 10))
loss = nn.CTCLoss()(x, target, torch.tensor([50, 50]), torch.tensor([10, 7]))
print("shape", loss.shape)
# --8<-- [end:CTCLoss]

# --8<-- [start:AdaptiveLogSoftmaxWithLoss]
torch.manual_seed(0)
# zh: 1000 个类别：前 50 个常见，其余分成两组
# en: 1000 classes: the first 50 are frequent, the rest forms two groups
layer = nn.AdaptiveLogSoftmaxWithLoss(16, 1000, cutoffs=[50, 300])
output, loss = layer(torch.randn(8, 16), torch.randint(1000, (8,)))
print("output", output.shape, "loss", loss.shape)
# --8<-- [end:AdaptiveLogSoftmaxWithLoss]

# --8<-- [start:LinearCrossEntropyLoss]
torch.manual_seed(0)
layer = nn.LinearCrossEntropyLoss(16, 10)
x, target = torch.randn(8, 16), torch.randint(10, (8,))
scores = layer.linear(x)
print("same", torch.allclose(layer(x, target), nn.CrossEntropyLoss()(scores, target)))
# --8<-- [end:LinearCrossEntropyLoss]

# --8<-- [start:warns_NLLLoss2d]
layer = nn.NLLLoss2d()
# --8<-- [end:warns_NLLLoss2d]
