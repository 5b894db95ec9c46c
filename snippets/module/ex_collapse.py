import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
fc1, fc2 = nn.Linear(4, 8), nn.Linear(8, 3)
x = torch.randn(5, 4)

one = nn.Linear(4, 3)
with torch.no_grad():
    # zh: (3, 8) 乘 (8, 4) 得 (3, 4)
    # en: (3, 8) times (8, 4) gives (3, 4)
    one.weight.copy_(fc2.weight @ fc1.weight)
    one.bias.copy_(fc2.weight @ fc1.bias + fc2.bias)
print("without ReLU:", torch.allclose(one(x), fc2(fc1(x)), atol=1e-6))
print("with ReLU:", torch.allclose(one(x), fc2(torch.relu(fc1(x))), atol=1e-6))
# --8<-- [end:answer]
