import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

# --8<-- [start:fix]
# zh: 图像：裁剪、缩放或填充到同样大小
# en: images: crop, resize or pad them to one size
images = [torch.zeros(1, 32, 32), nn.functional.pad(torch.zeros(1, 28, 28), (2, 2, 2, 2))]
print(next(iter(DataLoader(images, batch_size=2))).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_sequences]
# zh: 序列：由 collate_fn 填充到这一批里最长的
# en: sequences: the collate_fn pads them to the longest of the batch
texts = [torch.ones(5), torch.ones(3)]
loader = DataLoader(texts, batch_size=2, collate_fn=lambda rows: pad_sequence(rows, batch_first=True))
print(next(iter(loader)))
# --8<-- [end:fix_sequences]

# --8<-- [start:fails]
images = [torch.zeros(1, 32, 32), torch.zeros(1, 28, 28)]
next(iter(DataLoader(images, batch_size=2)))
# --8<-- [end:fails]
