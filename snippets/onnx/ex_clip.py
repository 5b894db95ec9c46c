import torch
from torch import nn


# --8<-- [start:net]
class Shrink(nn.Module):
    def forward(self, x):
        largest = x.abs().max()
        if largest > 1:
            x = x / largest
        return x
# --8<-- [end:net]


# --8<-- [start:answer]
# device: cpu, the net is on the CPU
class ShrinkByClamp(nn.Module):
    def forward(self, x):
        return x / x.abs().max().clamp(min=1)


for x in (torch.tensor([[0.5, -0.25]]), torch.tensor([[2.0, -4.0]])):
    print(Shrink()(x).tolist(), ShrinkByClamp()(x).tolist())
program = torch.onnx.export(ShrinkByClamp().eval(), (x,), verbose=False)
print(*(node.op_type for node in program.model.graph))
# --8<-- [end:answer]
