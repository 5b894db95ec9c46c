import torch
from torch import nn


# --8<-- [start:answer]
class AttentionPool(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.query = nn.Parameter(torch.randn(1, 1, features))
        self.attention = nn.MultiheadAttention(features, heads, batch_first=True)

    def forward(self, x, real):
        # zh: 同一个查询用于每个样本：(1, 1, E) → (N, 1, E)
        # en: the same query for each sample: (1, 1, E) → (N, 1, E)
        query = self.query.expand(len(x), -1, -1)
        output, _ = self.attention(query, x, x, key_padding_mask=~real)
        return output[:, 0]


torch.manual_seed(0)
pool = AttentionPool(8, 2)
x = torch.randn(2, 5, 8)
real = torch.arange(5) < torch.tensor([[3], [5]])
first = pool(x, real)
x[0, 3:] = 100
print(tuple(first.shape), torch.equal(first, pool(x, real)))
# --8<-- [end:answer]
