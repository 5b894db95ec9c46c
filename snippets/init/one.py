import torch
from torch import nn

# --8<-- [start:one]
torch.manual_seed(0)
x = torch.randn(1000, 400)
for name, h in {"without ReLU": x, "with ReLU": torch.relu(x)}.items():
    y = nn.Linear(400, 400)(h)
    # zh: ReLU 之前的输入 x 与这一层的输出 y，各自平方的平均
    # en: mean square of x, before the ReLU, and of the output of the layer
    print(name, f"x {x.square().mean():.2f}  y {y.square().mean():.2f}")
# --8<-- [end:one]
