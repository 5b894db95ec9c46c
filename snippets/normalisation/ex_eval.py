import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
norm = nn.BatchNorm2d(3)
for _ in range(20):
    norm(torch.randn(8, 3, 4, 4) * 2 + 5)
norm.eval()
x = torch.randn(2, 3, 4, 4)
# zh: (3,) → (1, 3, 1, 1)，这样就能和 (2, 3, 4, 4) 广播
# en: (3,) → (1, 3, 1, 1), which broadcasts with (2, 3, 4, 4)
mean, var, weight, bias = (
    values.view(1, 3, 1, 1)
    for values in (norm.running_mean, norm.running_var, norm.weight, norm.bias)
)
y = (x - mean) / (var + norm.eps).sqrt() * weight + bias
print("equal:", torch.allclose(y, norm(x), atol=1e-6))
# --8<-- [end:answer]
