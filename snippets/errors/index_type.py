import torch
from torch import nn

# --8<-- [start:fix]
embedding = nn.Embedding(10, 3)
print(embedding(torch.tensor([2.0, 7.0]).long()).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
embedding = nn.Embedding(10, 3)
embedding(torch.tensor([2.0, 7.0]))
# --8<-- [end:fails]
