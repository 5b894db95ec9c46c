import torch
from torch import nn

# --8<-- [start:Embedding]
torch.manual_seed(0)
# zh: 10 个词，每个词 3 个数；下标 0 留给填充
# en: ten words of three numbers each; index 0 is for padding
embedding = nn.Embedding(10, 3, padding_idx=0)
x = torch.tensor([[4, 7, 0], [1, 0, 0]])
print("shape", embedding(x).shape)
print("padding", embedding(x)[0, 2].tolist())
# --8<-- [end:Embedding]

# --8<-- [start:EmbeddingBag]
torch.manual_seed(0)
bag = nn.EmbeddingBag(10, 3, mode="sum")
x = torch.tensor([4, 7, 1])
# zh: 两袋：从位置 0 开始的 [4, 7]，从位置 2 开始的 [1]
# en: two bags: [4, 7] from position 0, and [1] from position 2
y = bag(x, torch.tensor([0, 2]))
print("shape", y.shape)
print("same", torch.equal(y[0], bag.weight[4] + bag.weight[7]))
# --8<-- [end:EmbeddingBag]
