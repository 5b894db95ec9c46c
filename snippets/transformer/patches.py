import torch
from torch import nn

# --8<-- [start:patches]
torch.manual_seed(0)
images = torch.rand(4, 3, 32, 32)
patch = nn.Conv2d(3, 64, kernel_size=4, stride=4)
# zh: (4, 3, 32, 32) → (4, 64, 8, 8) → (4, 64, 64) → (4, 64, 64)：64 个图块，每个 64 个特征
# en: (4, 3, 32, 32) → (4, 64, 8, 8) → (4, 64, 64) → (4, 64, 64): 64 patches with 64 features each
tokens = patch(images).flatten(2).transpose(1, 2)
print(tuple(tokens.shape))
# --8<-- [end:patches]
