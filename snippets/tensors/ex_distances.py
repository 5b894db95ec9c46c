import torch

# --8<-- [start:answer]
points = torch.tensor([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0], [3.0, 0.0], [0.0, 4.0]])
centres = torch.tensor([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]])

# zh: (5, 1, 2) - (3, 2) -> (5, 3, 2)
# en: (5, 1, 2) - (3, 2) -> (5, 3, 2)
difference = points[:, None] - centres
distances = difference.square().sum(dim=2).sqrt()
print("difference", tuple(difference.shape))
print("distances", tuple(distances.shape))
print("nearest", distances.argmin(dim=1).tolist())
# --8<-- [end:answer]
