# run: python {file}
from pathlib import Path

import torch
from torch import nn

net = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
x = torch.rand(1, 1, 8, 8)
torch.onnx.export(net.eval(), (x,), "example.onnx")
print(sorted(path.name for path in Path().glob("example.*")))
