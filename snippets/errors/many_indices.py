import torch

# --8<-- [start:fix]
scores = torch.zeros(4, 10)
print(scores[0, 1].shape, scores[0].shape)
# zh: `...` 代表前面所有的维
# en: `...` stands for all dimensions in front
print(scores[..., 0].shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(4, 10)
scores[0, :, 1]
# --8<-- [end:fails]
