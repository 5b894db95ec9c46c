import torch
from PIL import Image


# --8<-- [start:draw]
def draw(name, size=16):
    # zh: 一张 16×16 的灰度图，uint8：一个图形，位置和大小随机，加上噪声
    # en: a grey image of 16×16, uint8: one shape at a random position, of a random size, with noise
    row, column = torch.randint(5, size - 5, (2,)).tolist()
    radius = torch.randint(3, 6, ()).item()
    position = torch.arange(size)
    down, across = (position - row).abs()[:, None], (position - column).abs()[None]
    if name == "cross":
        inside = (down + across <= radius) & (down * across == 0)
    elif name == "disk":
        inside = down**2 + across**2 <= radius**2
    else:
        inside = (down < radius) & (across < radius)
    image = 40 + 160 * inside + 20 * torch.randn(size, size)
    return image.clamp(0, 255).to(torch.uint8)


def write_images(folder, count):
    # zh: 每个类别一个文件夹：folder/cross/000.png，……
    # en: a folder for each class: folder/cross/000.png, …
    for name in ("cross", "disk", "square"):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            Image.fromarray(draw(name).numpy()).save(folder / name / f"{number:03}.png")
# --8<-- [end:draw]
