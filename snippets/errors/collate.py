import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, default_collate

# --8<-- [start:fix]
# zh: 图像在数据集里变成张量
# en: images become tensors in the dataset
samples = [(torch.from_numpy(np.array(Image.new("L", (3, 3)))), 0), (torch.ones(3, 3), 1)]
x, target = next(iter(DataLoader(samples, batch_size=2)))
print(x.shape, target.tolist())
# --8<-- [end:fix]

# --8<-- [start:fix_skip]
# zh: 跳过读不出来的样本
# en: leave out samples that could not be read
def without_none(samples):
    return default_collate([sample for sample in samples if sample is not None])


loader = DataLoader([torch.zeros(3), None, torch.ones(3)], batch_size=3, collate_fn=without_none)
print(next(iter(loader)).shape)
# --8<-- [end:fix_skip]

# --8<-- [start:fails]
samples = [(torch.zeros(3), None), (torch.ones(3), 1)]
next(iter(DataLoader(samples, batch_size=2)))
# --8<-- [end:fails]
