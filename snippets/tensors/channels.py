import torch

# --8<-- [start:mean]
# zh: 2 张图：(N, C, H, W)
# en: 2 images: (N, C, H, W)
images = torch.ones(2, 3, 4, 5)
mean = torch.tensor([0.25, 0.5, 0.75])

# zh: (C,) -> (C, 1, 1)
# en: (C,) -> (C, 1, 1)
per_channel = mean[:, None, None]
centred = images - per_channel
print("per_channel", tuple(per_channel.shape))
print("centred", tuple(centred.shape))
print("one pixel", centred[0, :, 0, 0].tolist())
# --8<-- [end:mean]

# --8<-- [start:fails]
images - mean
# --8<-- [end:fails]
