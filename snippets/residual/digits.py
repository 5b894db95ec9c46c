import torch
import torch.nn.functional as F

# --8<-- [start:draw]
# zh: 每个数字 5 行 3 列，一行接一行写成一串
# en: each digit has 5 rows of 3 pixels, written one row after the other
FONT = """
111101101101111 010110010010111 111001111100111 111001111001111
101101111001001 111100111001111 111100111101111 111001001001001
111101111101111 111101111001111
"""
rows = [[float(pixel) for pixel in glyph] for glyph in FONT.split()]
glyphs = torch.tensor(rows).view(10, 1, 5, 3)


def make_digits(n):
    target = torch.arange(n) % 10
    # zh: 噪声在 0 到 0.5 之间，数字的笔画再加 1
    # en: noise between 0 and 0.5, and 1 more where the digit is
    x = 0.5 * torch.rand(n, 1, 16, 16)
    # zh: (10, 1, 5, 3) → (10, 1, 10, 6)
    # en: (10, 1, 5, 3) → (10, 1, 10, 6)
    large = F.interpolate(glyphs, scale_factor=2)
    for image, digit in zip(x, target):
        top, left = torch.randint(7, ()).item(), torch.randint(11, ()).item()
        image[:, top : top + 10, left : left + 6] += large[digit]
    return x, target
# --8<-- [end:draw]
