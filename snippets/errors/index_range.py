import torch
from torch import nn

# --8<-- [start:fix]
embedding = nn.Embedding(11, 3)
print(embedding(torch.tensor([2, 10])).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
embedding = nn.Embedding(10, 3)
embedding(torch.tensor([2, 10]))
# --8<-- [end:fails]
