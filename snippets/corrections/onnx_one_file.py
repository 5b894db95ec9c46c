import torch
from torch import nn

# --8<-- [start:proof]
import warnings
from pathlib import Path

warnings.simplefilter("ignore", FutureWarning)
net = nn.BatchNorm1d(3).eval()
torch.onnx.export(net, (torch.ones(2, 3),), "net.onnx", verbose=False)
print(sorted(file.name for file in Path().glob("*.onnx*")))
# --8<-- [end:proof]
