import torch

# --8<-- [start:fix]
# zh: flatten 保住批量维，不必知道 400
# en: flatten keeps the batch, and nobody has to know the 400
x = torch.zeros(1, 16, 4, 4)
print(torch.flatten(x, 1).shape)
# zh: 批量大小从数据里取，最后一批小一些也行
# en: the batch size comes from the data, so a smaller last batch works, too
x = torch.zeros(3, 16, 5, 5)
print(x.view(x.shape[0], -1).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.zeros(1, 16, 4, 4)
x.view(-1, 400)
# --8<-- [end:fails]
