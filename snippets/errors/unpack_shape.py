import torch

# --8<-- [start:fix]
image = torch.zeros(3, 8, 8)
n, c, h, w = image[None].shape
print(n, c, h, w)
# zh: 只要最后几维时，从后面取
# en: if you need the last dimensions only, count from the end
c, h, w = image.shape[-3:]
print(c, h, w)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = torch.zeros(3, 8, 8)
n, c, h, w = image.shape
# --8<-- [end:fails]
