import torch

# --8<-- [start:fix]
x = torch.arange(10)
keep = torch.tensor([0.0, 3.0])
print(x[keep.long()])
# zh: 0 和 1 组成的掩码要变成布尔
# en: a mask of zeros and ones has to become boolean
mask = (x > 6).float()
print(x[mask.bool()])
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.arange(10)
x[torch.tensor([0.0, 3.0])]
# --8<-- [end:fails]
