from torch.utils.data import DataLoader


# --8<-- [start:functions]
def statistics(dataset):
    count, total, squares = 0, 0.0, 0.0
    for x, _ in DataLoader(dataset, batch_size=64):
        # zh: (N, C, H, W) → 每个通道一个和 (C,)；用 float64 累加，舍入误差小
        # en: (N, C, H, W) → a sum for each channel (C,); float64 keeps the rounding errors small
        x = x.double()
        count += x.numel() // x.shape[1]
        total = total + x.sum(dim=(0, 2, 3))
        squares = squares + (x * x).sum(dim=(0, 2, 3))
    mean = total / count
    return mean.float(), (squares / count - mean * mean).sqrt().float()


class Normalize:
    def __init__(self, mean, std):
        # zh: (C,) → (C, 1, 1)，与 (C, H, W) 广播
        # en: (C,) → (C, 1, 1), which broadcasts with (C, H, W)
        self.mean, self.std = mean[:, None, None], std[:, None, None]

    def __call__(self, x):
        return (x - self.mean) / self.std
# --8<-- [end:functions]
