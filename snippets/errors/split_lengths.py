import torch
from torch.utils.data import random_split

# --8<-- [start:fix]
data = range(10)
train, valid = random_split(data, [0.8, 0.2], torch.Generator().manual_seed(0))
print(len(train), len(valid))
# zh: 或者最后一份用减法
# en: or subtract for the last part
size = int(0.75 * len(data))
print([len(part) for part in random_split(data, [size, len(data) - size])])
# --8<-- [end:fix]

# --8<-- [start:fails]
random_split(range(10), [7, 2])
# --8<-- [end:fails]
