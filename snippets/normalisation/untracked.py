import torch
from torch import nn

# --8<-- [start:untracked]
x = torch.tensor([[8.0], [12.0]])
for track in (True, False):
    norm = nn.BatchNorm1d(1, track_running_stats=track).eval()
    y = norm(x).flatten().tolist()
    print("track", track, norm.running_mean, "→", *(f"{value:.2f}" for value in y))
# --8<-- [end:untracked]
