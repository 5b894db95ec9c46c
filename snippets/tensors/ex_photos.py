import torch

# --8<-- [start:answer]
photos = torch.full((8, 32, 28, 3), 255, dtype=torch.uint8)
mean = torch.tensor([0.5, 0.25, 0.75])
std = torch.tensor([0.25, 0.25, 0.25])

# zh: (N, H, W, C) -> (N, C, H, W)，再变成 0–1 的浮点数
# en: (N, H, W, C) -> (N, C, H, W), then floats from 0 to 1
images = photos.permute(0, 3, 1, 2).float() / 255
images = (images - mean[:, None, None]) / std[:, None, None]
print("images", tuple(images.shape), images.dtype)
print("one pixel", images[0, :, 0, 0].tolist())
# --8<-- [end:answer]
