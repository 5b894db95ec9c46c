import torch
from torch import nn

# --8<-- [start:fix]
# zh: 让第一层接收 3 个通道
# en: let the first layer take three channels
conv = nn.Conv2d(3, 6, 5)
print(conv(torch.zeros(4, 3, 32, 32)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_input]
# zh: 或者改数据：补上通道维、灰度变三通道、通道移到前面、去掉透明通道
# en: or change the data: add the channel, repeat grey, move the channels first, drop alpha
grey, rows = torch.zeros(64, 28, 28), torch.zeros(4, 28, 28, 3)
print(grey[:, None].shape, grey[:, None].expand(-1, 3, -1, -1).shape)
print(rows.permute(0, 3, 1, 2).shape, rows[0].permute(2, 0, 1).shape)
print(torch.zeros(4, 4, 28, 28)[:, :3].shape)
# --8<-- [end:fix_input]

# --8<-- [start:fails]
conv = nn.Conv2d(1, 6, 5)
conv(torch.zeros(4, 3, 32, 32))
# --8<-- [end:fails]
