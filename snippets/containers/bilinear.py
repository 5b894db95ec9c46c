import torch
from torch import nn

# --8<-- [start:fails]
torch.manual_seed(0)
# zh: Bilinear 有两个输入：(N, 3) 和 (N, 2) → (N, 8)
# en: Bilinear takes two inputs: (N, 3) and (N, 2) → (N, 8)
net = nn.Sequential(nn.Bilinear(3, 2, 8), nn.ReLU())
net(torch.rand(4, 3), torch.rand(4, 2))
# --8<-- [end:fails]
