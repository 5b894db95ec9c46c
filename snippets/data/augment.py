import torch
import torch.nn.functional as F


# --8<-- [start:augment]
def shift(x):
    # zh: (1, 16, 16) → 四边各补 2 圈 (1, 20, 20) → 随机切出一块 (1, 16, 16)
    # en: (1, 16, 16) → 2 more on each side (1, 20, 20) → cut out at random (1, 16, 16)
    row, column = torch.randint(5, (2,)).tolist()
    return F.pad(x, (2, 2, 2, 2), mode="replicate")[:, row : row + 16, column : column + 16]


def flip(x):
    return x.flip(2) if torch.rand(()) < 0.5 else x


def brightness(x):
    return (x * (0.7 + 0.6 * torch.rand(()))).clamp(0, 1)


augment = [shift, flip, brightness]
# --8<-- [end:augment]
