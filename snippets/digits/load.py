# --8<-- [start:imports]
import gzip
import struct
from pathlib import Path

import torch
import torch.nn.functional as F
# --8<-- [end:imports]


# --8<-- [start:load]
def read_idx(path):
    # zh: 开头 4 个字节的最后一个是维数，后面每 4 个字节是一维的大小，再往后全是 uint8 的数据
    # en: the last of the first 4 bytes counts the dimensions, every 4 bytes more are a size, all the rest is uint8 data
    data = bytearray(gzip.decompress(Path(path).read_bytes()))
    start = 4 + 4 * data[3]
    sizes = struct.unpack(f">{data[3]}I", data[4:start])
    return torch.frombuffer(data, dtype=torch.uint8, offset=start).reshape(sizes)


def load_digits(folder="."):
    images = read_idx(Path(folder) / "digits-images.idx.gz")
    target = read_idx(Path(folder) / "digits-labels.idx.gz").long()
    # zh: (10000, 28, 28)，0 到 255 → (10000, 1, 32, 32)，0 到 1：四边各补 2 圈 0
    # en: (10000, 28, 28), 0 to 255 → (10000, 1, 32, 32), 0 to 1: 2 rings of zeros around each
    x = F.pad(images[:, None] / 255, (2, 2, 2, 2))
    # zh: 前 8000 张用来训练，后 2000 张只用来检验，每个数字 200 张
    # en: the first 8000 are for training; the last 2000 are held out, 200 of each digit
    return (x[:8000], target[:8000]), (x[8000:], target[8000:])
# --8<-- [end:load]
