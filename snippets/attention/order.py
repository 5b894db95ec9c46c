import torch
from torch import nn

# --8<-- [start:order]
torch.manual_seed(0)
mha = nn.MultiheadAttention(8, 2, batch_first=True)
x = torch.randn(1, 5, 8)
order = torch.tensor([3, 0, 4, 1, 2])
shuffled = x[:, order]
output, moved = mha(x, x, x)[0], mha(shuffled, shuffled, shuffled)[0]
print("same vectors, in the new order", torch.allclose(output[:, order], moved, atol=1e-6))
# --8<-- [end:order]

# --8<-- [start:learned]
torch.manual_seed(0)
tokens = torch.tensor([[4, 1, 4]])
token = nn.Embedding(10, 8)
position = nn.Embedding(20, 8)
# zh: (1, 3, 8) + (3, 8)：位置的向量对每个样本都一样
# en: (1, 3, 8) + (3, 8): the vectors of the positions are the same for each sample
x = token(tokens) + position(torch.arange(tokens.shape[1]))
print("token 4 at index 0 and 2, equal vectors", torch.equal(x[0, 0], x[0, 2]))
# --8<-- [end:learned]
