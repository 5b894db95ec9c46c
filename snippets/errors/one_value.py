import torch
from torch import nn
from torch.utils.data import DataLoader

# --8<-- [start:fix]
# zh: 预测之前调用 eval()
# en: call eval() before you predict
norm = nn.BatchNorm1d(3)
norm.eval()
print(norm(torch.zeros(1, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_last]
# zh: 训练时丢掉只有一个样本的最后一批
# en: in training, drop a last batch of one sample
loader = DataLoader(torch.zeros(9, 3), batch_size=4, drop_last=True)
print([len(batch) for batch in loader])
# --8<-- [end:fix_last]

# --8<-- [start:fix_group]
# zh: 每批只能有一个样本时，换成 GroupNorm
# en: where a batch can only hold one sample, use GroupNorm
norm = nn.GroupNorm(1, 3)
print(norm(torch.zeros(1, 3)).shape)
# --8<-- [end:fix_group]

# --8<-- [start:fails]
norm = nn.BatchNorm1d(3)
norm(torch.zeros(1, 3))
# --8<-- [end:fails]
