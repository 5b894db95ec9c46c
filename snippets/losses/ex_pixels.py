import torch
import torch.nn.functional as F

# --8<-- [start:answer]
torch.manual_seed(0)
scores = torch.rand(2, 3, 4, 4)
target = torch.randint(3, (2, 4, 4))
# zh: 每张图第一行的标签是 255
# en: the first row of each image has the label 255
target[:, 0] = 255
loss = F.cross_entropy(scores, target, ignore_index=255)

each = F.cross_entropy(scores, target, ignore_index=255, reduction="none")
print("each", tuple(each.shape))
print("first rows", each[:, 0].sum().item())
print("sum / 24", torch.allclose(loss, each.sum() / 24))
# --8<-- [end:answer]
