import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(2, 10)
target = torch.tensor([1, 10]) - 1
print(f"{nn.functional.cross_entropy(scores, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_binary]
# zh: 一个输出的二分类：(2, 1) → (2,)，目标是浮点数
# en: two classes with one output: (2, 1) → (2,), and float targets
out, target = torch.zeros(2, 1), torch.tensor([0, 1])
loss = nn.functional.binary_cross_entropy_with_logits(out.squeeze(1), target.float())
print(f"{loss.item():.4f}")
# --8<-- [end:fix_binary]

# --8<-- [start:fix_ignore]
# zh: 编号 255 的像素不参与损失
# en: pixels with the number 255 take no part in the loss
scores, target = torch.zeros(1, 3, 2, 2), torch.tensor([[[0, 2], [1, 255]]])
print(f"{nn.functional.cross_entropy(scores, target, ignore_index=255).item():.4f}")
# --8<-- [end:fix_ignore]

# --8<-- [start:fails]
scores = torch.zeros(2, 10)
target = torch.tensor([1, 10])
nn.functional.cross_entropy(scores, target)
# --8<-- [end:fails]
