import torch
from torch import nn

# --8<-- [start:fix]
embedding = nn.Embedding(10, 3)
with torch.no_grad():
    embedding.weight[0] = 0.0
print(embedding.weight[0].count_nonzero().item())
# --8<-- [end:fix]

# --8<-- [start:fails]
embedding = nn.Embedding(10, 3)
embedding.weight[0] = 0.0
# --8<-- [end:fails]
