import torch
from torch import nn

# --8<-- [start:layout]
# zh: 从文件读出的照片：32 行、48 列、每个像素 3 个颜色，uint8
# en: a photo as read from a file: 32 rows, 48 columns, 3 colours, uint8
torch.manual_seed(0)
photo = torch.randint(0, 256, (32, 48, 3), dtype=torch.uint8)
conv = nn.Conv2d(3, 6, 3)

# zh: (32, 48, 3) → (3, 32, 48) → (1, 3, 32, 48)，0 到 255 → 0 到 1
# en: (32, 48, 3) → (3, 32, 48) → (1, 3, 32, 48), 0 to 255 → 0 to 1
batch = photo.permute(2, 0, 1)[None] / 255
print("batch", tuple(batch.shape), batch.dtype)
print("y", tuple(conv(batch).shape))

# zh: reshape 得到同样的形状，但像素被打乱
# en: reshape gives the same shape, but mixes up the pixels
wrong = photo.reshape(1, 3, 32, 48) / 255
print("same shape:", wrong.shape == batch.shape)
print("same values:", torch.equal(wrong, batch))
# --8<-- [end:layout]

# --8<-- [start:fails]
conv(photo / 255)
# --8<-- [end:fails]
