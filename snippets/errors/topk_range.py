import torch

# --8<-- [start:fix]
scores = torch.tensor([[0.1, 0.7, 0.2]])
k = min(5, scores.shape[1])
print(scores.topk(k).indices.tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
scores = torch.tensor([[0.1, 0.7, 0.2]])
scores.topk(5)
# --8<-- [end:fails]
