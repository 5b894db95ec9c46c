import torch
from torch import nn

# --8<-- [start:order]
# zh: 两个通道：0 到 5，10 到 15；各 2 行 3 列
# en: two channels, 0 to 5 and 10 to 15; each has 2 rows of 3
x = torch.stack([torch.arange(6), torch.arange(10, 16)]).view(1, 2, 2, 3)
y = x.to(memory_format=torch.channels_last)
for name, image in (("contiguous   ", x), ("channels_last", y)):
    print(name, tuple(image.shape), image.stride())
    print("    in memory", image.as_strided((12,), (1,)).tolist())
print("equal", torch.equal(x, y))
# --8<-- [end:order]

# --8<-- [start:conv]
torch.manual_seed(0)
conv = nn.Conv2d(3, 8, 3, padding=1)
images = torch.rand(4, 3, 16, 16)
before = conv(images)
conv = conv.to(memory_format=torch.channels_last)
after = conv(images.to(memory_format=torch.channels_last))
print("weight", tuple(conv.weight.shape), conv.weight.stride())
print("output", tuple(after.shape), after.stride())
print("same", torch.allclose(before, after, atol=1e-6))
# --8<-- [end:conv]

# --8<-- [start:fails]
after.view(4, -1)
# --8<-- [end:fails]
