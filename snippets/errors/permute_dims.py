import torch

# --8<-- [start:fix]
image = torch.zeros(8, 6, 3)
print(image.permute(2, 0, 1).shape)
# zh: 有没有批量都对
# en: right with a batch and without
print(image.movedim(-1, -3).shape, image[None].movedim(-1, -3).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = torch.zeros(8, 6, 3)
image.permute(0, 3, 1, 2)
# --8<-- [end:fails]
