import math

import torch

# --8<-- [start:scale]
torch.manual_seed(0)
for features in (4, 64, 1024):
    q = torch.randn(500, features)
    k = torch.randn(10, features)
    scores = q @ k.T
    plain = scores.softmax(dim=-1).amax(dim=-1).mean()
    scaled = (scores / math.sqrt(features)).softmax(dim=-1).amax(dim=-1).mean()
    print(f"{features:4} features: std of scores {scores.std():4.1f}, largest weight {plain:.2f}, scaled {scaled:.2f}")
# --8<-- [end:scale]
