import torch
import torch.nn.functional as F


# --8<-- [start:shift]
def shift(x):
    # zh: (N, 1, 14, 14) → (N, 1, 16, 16)，每张图再随机取一块 14×14
    # en: (N, 1, 14, 14) → (N, 1, 16, 16), then a random 14×14 piece of each image
    padded = F.pad(x, (1, 1, 1, 1))
    corners = torch.randint(3, (len(x), 2)).tolist()
    return torch.stack([image[:, i : i + 14, j : j + 14] for image, (i, j) in zip(padded, corners)])


def mirror(x):
    return torch.where(torch.rand(len(x), 1, 1, 1) < 0.5, x.flip(3), x)
# --8<-- [end:shift]
