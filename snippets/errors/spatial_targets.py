import torch
from torch import nn

# --8<-- [start:fix]
scores = torch.zeros(2, 3, 8, 8)
mask = torch.zeros(2, 1, 8, 8)
# zh: 去掉通道维，转成整数编号：(2, 8, 8)
# en: drop the channel dimension and make integers of it: (2, 8, 8)
target = mask.squeeze(1).long()
print(f"{nn.CrossEntropyLoss()(scores, target):.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_colours]
# zh: 掩码是彩色图时，把颜色换成编号
# en: where the mask is a colour image, turn colours into class numbers
colours = torch.tensor([[0, 0, 0], [255, 0, 0], [0, 255, 0]])
image = colours[torch.tensor([[0, 1], [2, 1]])]
target = (image[..., None, :] == colours).all(-1).long().argmax(-1)
print(image.shape, target.tolist())
# --8<-- [end:fix_colours]

# --8<-- [start:fails]
scores = torch.zeros(2, 3, 8, 8)
mask = torch.zeros(2, 1, 8, 8, dtype=torch.long)
nn.CrossEntropyLoss()(scores, mask)
# --8<-- [end:fails]
