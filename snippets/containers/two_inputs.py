import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
# zh: Bilinear 要两个输入：(N, 2) 和 (N, 3) → (N, 4)
# en: Bilinear takes two inputs: (N, 2) and (N, 3) → (N, 4)
net = nn.Sequential(nn.Bilinear(2, 3, 4), nn.ReLU())
net(torch.ones(1, 2), torch.ones(1, 3))
# --8<-- [end:fails]
