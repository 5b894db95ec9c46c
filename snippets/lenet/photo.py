import torch
import torch.nn.functional as F


# --8<-- [start:photo]
# zh: 一张“照片”，(3, 120, 120)，像素 0 到 255：浅色的纸 200，深色的墨 40
# en: a “photo”, (3, 120, 120), pixels 0 to 255: light paper 200, dark ink 40
photo = torch.full((3, 120, 120), 200, dtype=torch.uint8)
photo[:, 20:28, 14:54] = 40
for i in range(56):
    right = 54 - i // 3
    photo[:, 28 + i, right - 10 : right] = 40
# --8<-- [end:photo]


# --8<-- [start:prepare]
def prepare(photo):
    # zh: 变灰度：(3, H, W) → (H, W)，0 到 255 → 0 到 1，与训练时一样
    # en: grey: (3, H, W) → (H, W), and 0 to 255 → 0 to 1 as in training
    grey = photo.float().mean(0) / 255
    # zh: 反色：墨变成大的数；减去纸的值，背景变成 0
    # en: invert: ink gets the large values; subtract the paper, so that the background is 0
    ink = 1 - grey
    ink = (ink - ink.median()).clamp(min=0)
    ink = ink / ink.max()
    # zh: 裁出数字：有墨的行和列
    # en: cut out the digit: the rows and columns with ink
    rows, columns = (ink > 0.5).any(1).nonzero(), (ink > 0.5).any(0).nonzero()
    ink = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    # zh: 长边缩放到 20 像素，放到 32×32 的正中
    # en: scale the longer side to 20 pixels, and put it in the middle of 32×32
    height, width = (max(1, round(side * 20 / max(ink.shape))) for side in ink.shape)
    small = F.interpolate(ink[None, None], size=(height, width), mode="bilinear", antialias=True)
    x = torch.zeros(1, 1, 32, 32)
    top, left = (32 - height) // 2, (32 - width) // 2
    x[..., top : top + height, left : left + width] = small
    return x
# --8<-- [end:prepare]
