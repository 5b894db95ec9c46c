# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn
# --8<-- [end:imports]

# --8<-- [start:draw]
# zh: 七段数码管：每一段的行和列，以及每个数字点亮哪些段
# en: a seven-segment display: rows and columns of each segment, and which segments each digit lights
SEGMENTS = {"a": (2, 4, 5, 11), "b": (3, 8, 10, 12), "c": (8, 13, 10, 12), "d": (12, 14, 5, 11)}
SEGMENTS |= {"e": (8, 13, 4, 6), "f": (3, 8, 4, 6), "g": (7, 9, 5, 11)}
DIGITS = "abcdef bc abged abgcd fgbc afgcd afgcde abc abcdefg abcdfg".split()


def draw(digits, n):
    plain = torch.zeros(10, 1, 16, 16)
    for digit, segments in enumerate(DIGITS):
        for top, bottom, left, right in map(SEGMENTS.get, segments):
            plain[digit, 0, top:bottom, left:right] = 1
    # zh: 各个数字轮流出现；target 是它在 digits 里的下标，从 0 数起
    # en: the digits take turns; target is the index in digits, counted from 0
    target = torch.arange(n) % len(digits)
    # zh: 每张图随机转动、缩放、倾斜、平移，再加上噪声
    # en: each image is turned, zoomed, slanted and shifted at random, and gets noise
    turn, zoom, slant, right, down = (torch.rand(5, n) - 0.5) * 0.55
    cos, sin = turn.cos() * (1 + zoom), turn.sin() * (1 + zoom)
    theta = torch.stack([cos, slant - sin, right, sin, cos, down], dim=1).reshape(n, 2, 3)
    grid = F.affine_grid(theta, [n, 1, 16, 16], align_corners=False)
    x = F.grid_sample(plain[torch.tensor(digits)[target]], grid, align_corners=False)
    return x + 0.4 * torch.randn_like(x), target
# --8<-- [end:draw]
