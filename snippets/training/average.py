import torch
from torch import nn

# --8<-- [start:average]
# zh: 5 个样本各自的损失，每批 2 个，最后一批只剩 1 个
# en: the losses of 5 samples, in batches of 2; the last batch has a single one
losses = torch.tensor([1.0, 1.0, 1.0, 1.0, 6.0])
batches = losses.split(2)
print("mean over samples", losses.mean().item())
print("mean of batch means", round(sum(batch.mean().item() for batch in batches) / len(batches), 4))
# zh: 每批的平均值乘以这一批的样本数，最后除以样本总数
# en: multiply the mean of each batch by its number of samples, and divide by all samples at the end
print("weighted", sum(batch.mean().item() * len(batch) for batch in batches) / len(losses))
# --8<-- [end:average]

# --8<-- [start:fails]
torch.manual_seed(0)
norm = nn.BatchNorm1d(4)
# zh: 7 个样本分成 3、3、1
# en: 7 samples in batches of 3, 3 and 1
for batch in torch.randn(7, 4).split(3):
    print(tuple(norm(batch).shape))
# --8<-- [end:fails]
