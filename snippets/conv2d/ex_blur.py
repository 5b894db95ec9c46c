import torch
from torch import nn

# --8<-- [start:blur]
settings = {"padding": 1, "padding_mode": "replicate", "bias": False}
blur = nn.Conv2d(3, 3, 3, groups=3, **settings)
nn.init.constant_(blur.weight, 1 / 9)
blur.requires_grad_(False)

image = torch.zeros(1, 3, 5, 5)
image[0, 0, 2, 2] = 9.0
print("weight", tuple(blur.weight.shape))
print("red row", [round(value, 3) for value in blur(image)[0, 0, 2].tolist()])
print("green unchanged:", torch.equal(blur(image)[0, 1], image[0, 1]))
ones = torch.ones(1, 3, 5, 5)
print("constant image unchanged:", torch.allclose(blur(ones), ones))
# --8<-- [end:blur]
