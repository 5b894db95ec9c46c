import torch
from torch import nn


# --8<-- [start:net]
class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)

    def forward(self, x):
        return torch.relu(x + self.bn(self.conv(x)))
# --8<-- [end:net]


# --8<-- [start:answer]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
block, x = Residual(), torch.rand(2, 4, 8, 8)
# zh: 训练模式下跑一次，BatchNorm 的均值和方差就变了
# en: one run in training mode changes BatchNorm's mean and variance
block(x)
graph = torch.onnx.export(block.eval(), (x,), verbose=False).model_proto.graph
for node in graph.node:
    print(node.op_type, *node.input)
# --8<-- [end:answer]
