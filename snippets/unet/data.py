import torch


# --8<-- [start:draw]
def make_bars(n, side=32):
    rows = torch.arange(side).view(1, side, 1)
    columns = torch.arange(side).view(1, 1, side)
    target = torch.zeros(n, side, side, dtype=torch.int64)
    for label in (1, 2):
        centre = torch.randint(6, side - 6, (2, n, 1, 1))
        down, across = (rows - centre[0]).abs(), (columns - centre[1]).abs()
        # zh: 类别 1 是横条，类别 2 是竖条，都是 3 个像素宽
        # en: class 1 is horizontal, class 2 vertical, both 3 pixels wide
        width, length = (down, across) if label == 1 else (across, down)
        reach = torch.randint(4, 8, (n, 1, 1))
        target[(width <= 1) & (length <= reach)] = label
    # zh: 两种条一样亮，再加上噪声；(n, 1, side, side)
    # en: both bars are equally bright, with noise added; (n, 1, side, side)
    x = (target > 0).float().unsqueeze(1)
    return x + 0.5 * torch.randn(x.shape), target
# --8<-- [end:draw]
