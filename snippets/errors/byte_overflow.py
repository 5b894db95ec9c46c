import torch

# --8<-- [start:fix]
print(torch.tensor([300, -1], dtype=torch.int64))
# zh: 浮点图像转成 0 到 255：先截断
# en: an image of floats as 0 to 255: cut off first
image = torch.tensor([-0.1, 0.5, 1.2])
print((image * 255).round().clamp(0, 255).to(torch.uint8))
# --8<-- [end:fix]

# --8<-- [start:fails]
torch.tensor([300, -1], dtype=torch.uint8)
# --8<-- [end:fails]
