# --8<-- [start:imports]
import torch
import torch.nn.functional as F
from torch import nn

# --8<-- [end:imports]

# --8<-- [start:draw]
GLYPHS = (
    "111101101101111 010110010010111 111001111100111 111001111001111 101101111001001 "
    "111100111001111 111100111101111 111001010010010 111101111101111 111101111001111"
)


def draw(n):
    # zh: 每个数字是 5×3 的图案，放大成 10×6
    # en: each digit is a pattern of 5×3, enlarged to 10×6
    patterns = torch.tensor([[float(pixel) for pixel in glyph] for glyph in GLYPHS.split()])
    patterns = F.interpolate(patterns.reshape(10, 1, 5, 3), scale_factor=2)
    target = torch.arange(n) % 10
    # zh: (n, 1, 14, 14)：先是噪声，再在随机的位置加上亮度随机的图案
    # en: (n, 1, 14, 14): noise first, then the pattern, at a random position and with a random brightness
    x = 0.3 * torch.randn(n, 1, 14, 14)
    for image, label in zip(x, target):
        top, left = torch.randint(2, (2,)).tolist()
        brightness = 0.5 + 0.5 * torch.rand(1)
        image[0, top + 1 : top + 11, left + 3 : left + 9] += brightness * patterns[label, 0]
    return x, target


def make_sets():
    torch.manual_seed(0)
    return draw(100), draw(1000), draw(1000)
# --8<-- [end:draw]
