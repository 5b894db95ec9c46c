import torch
from torch import nn

# --8<-- [start:fix]
table = nn.Embedding(10, 2, sparse=True)
optimizer = torch.optim.SparseAdam(table.parameters(), lr=0.1)
table(torch.tensor([1])).sum().backward()
optimizer.step()
print(table.weight.grad.is_sparse)
# --8<-- [end:fix]

# --8<-- [start:fails]
table = nn.Embedding(10, 2, sparse=True)
optimizer = torch.optim.Adam(table.parameters(), lr=0.1)
table(torch.tensor([1])).sum().backward()
optimizer.step()
# --8<-- [end:fails]
