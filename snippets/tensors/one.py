import torch

# --8<-- [start:one]
image = torch.zeros(3, 32, 28)
print("image[None]", tuple(image[None].shape))
print("image.unsqueeze(0)", tuple(image.unsqueeze(0).shape))
print("image.unsqueeze(-1)", tuple(image.unsqueeze(-1).shape))

# zh: 一个批量的输出，这个批量碰巧只有 1 个样本：(N, 1)
# en: the output for a batch that happens to hold 1 sample: (N, 1)
output = torch.zeros(1, 1)
print("output.squeeze(1)", tuple(output.squeeze(1).shape))
print("output.squeeze()", tuple(output.squeeze().shape))
# --8<-- [end:one]
