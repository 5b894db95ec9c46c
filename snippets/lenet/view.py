import torch

# --8<-- [start:same]
torch.manual_seed(0)
maps = torch.rand(2, 16, 5, 5)
# zh: 旧写法先把第 0 维以外的大小乘起来：16 · 5 · 5 = 400
# en: the old form multiplies all sizes but that of dimension 0: 16 · 5 · 5 = 400
old = maps.view(-1, maps.shape[1:].numel())
print(tuple(old.shape), torch.equal(old, torch.flatten(maps, 1)))
# --8<-- [end:same]

# --8<-- [start:mix]
print(tuple(maps.view(1, -1).shape))
# --8<-- [end:mix]

# --8<-- [start:rows]
# zh: 一张 52×52 的图，经过两次卷积和池化，剩 16 张 10×10
# en: one 52×52 image has 16 maps of 10×10 left after both poolings
maps = torch.zeros(1, 16, 10, 10)
print(tuple(maps.view(-1, 400).shape))
print(tuple(torch.flatten(maps, 1).shape))
# --8<-- [end:rows]
