import torch
from torch import nn

# --8<-- [start:warns]
# device: traced
net = nn.Sequential(nn.Linear(3, 2), nn.Dropout())
program = torch.onnx.export(net, (torch.ones(1, 3),), verbose=False)
# --8<-- [end:warns]

# --8<-- [start:fix]
# device: traced
program = torch.onnx.export(net.eval(), (torch.ones(1, 3),), verbose=False)
print([node.op_type for node in program.model.graph])
# --8<-- [end:fix]
