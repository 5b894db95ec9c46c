import torch
import torch.nn.functional as F

# --8<-- [start:shapes]
torch.manual_seed(0)
# zh: 2 张 4×5 的图，每个像素 3 个得分，一个类别
# en: 2 images of 4×5; 3 scores and one class for each pixel
scores = torch.randn(2, 3, 4, 5)
target = torch.randint(3, (2, 4, 5))
each = F.cross_entropy(scores, target, reduction="none")
print("each", tuple(each.shape))
print("mean", torch.allclose(F.cross_entropy(scores, target), each.mean()))
# zh: 预测的类别，(2, 3, 4, 5) → (2, 4, 5)
# en: the predicted classes, (2, 3, 4, 5) → (2, 4, 5)
print("predicted", tuple(scores.argmax(dim=1).shape))
# --8<-- [end:shapes]

# --8<-- [start:fails]
F.cross_entropy(scores.permute(0, 2, 3, 1), target)
# --8<-- [end:fails]
