import torch

# --8<-- [start:view]
# zh: 2 张图，各有 16 张 5×5 的特征图
# en: 2 images with 16 maps of 5×5 each
two = torch.zeros(2, 16, 5, 5)
print("flatten(1)   ", tuple(torch.flatten(two, 1).shape))
print("view(-1, 400)", tuple(two.view(-1, 400).shape))
print("view(1, -1)  ", tuple(two.view(1, -1).shape))
# zh: 1 张 52×52 的图，最后剩 16 张 10×10
# en: 1 image of 52×52 ends as 16 maps of 10×10
large = torch.zeros(1, 16, 10, 10)
print("flatten(1)   ", tuple(torch.flatten(large, 1).shape))
print("view(-1, 400)", tuple(large.view(-1, 400).shape))
# --8<-- [end:view]
