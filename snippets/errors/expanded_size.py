import torch

# --8<-- [start:fix]
rows = torch.zeros(2, 3)
# zh: 新的一维放在别处：(2, 4, 3)
# en: put the new dimension elsewhere: (2, 4, 3)
print(rows[:, None].expand(2, 4, 3).shape)
# zh: 数据要复制几份，用 repeat：(2, 6)
# en: to repeat the data itself, use repeat: (2, 6)
print(rows.repeat(1, 2).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
rows = torch.zeros(2, 3)
rows.expand(2, 4)
# --8<-- [end:fails]
