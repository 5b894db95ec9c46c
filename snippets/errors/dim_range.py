import torch

# --8<-- [start:fix]
scores = torch.zeros(10)
print(scores.softmax(dim=-1).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.zeros(10)
scores.softmax(dim=1)
# --8<-- [end:fails]
