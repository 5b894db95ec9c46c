import torch

# --8<-- [start:slices]
# zh: 4 张图，3 个通道，高 32，宽 28：(N, C, H, W)
# en: 4 images, 3 channels, height 32, width 28: (N, C, H, W)
images = torch.zeros(4, 3, 32, 28)

# zh: 第 0 张图：(C, H, W)
# en: image 0: (C, H, W)
print("images[0]", tuple(images[0].shape))
# zh: 每张图的通道 0，先用下标，再用切片
# en: channel 0 of each image, by an index and then by a slice
print("images[:, 0]", tuple(images[:, 0].shape))
print("images[:, 0:1]", tuple(images[:, 0:1].shape))
# zh: 上下各裁掉 2 行
# en: 2 rows cut off at the top and at the bottom
print("images[:, :, 2:-2]", tuple(images[:, :, 2:-2].shape))
# zh: 每张图的最后一列
# en: the last column of each image
print("images[..., -1]", tuple(images[..., -1].shape))
# --8<-- [end:slices]

# --8<-- [start:picks]
scores = torch.tensor([[0.5, 2.0, -1.0], [1.5, 0.25, 0.75]])
target = torch.tensor([1, 0])

# zh: 掩码：形状与 scores 相同的 True 和 False
# en: a mask: True and False in the shape of scores
print("above 0.6", scores[scores > 0.6].tolist())
# zh: 第 0 行取第 1 列，第 1 行取第 0 列
# en: column 1 of row 0, column 0 of row 1
print("of the target", scores[torch.arange(2), target].tolist())
# --8<-- [end:picks]
