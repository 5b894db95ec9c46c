import torch

from snippets.onnx.net import Net


# --8<-- [start:warns_train]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
program = torch.onnx.export(Net(), (torch.rand(2, 1, 8, 8),), verbose=False)
print(*(node.op_type for node in program.model.graph))
# --8<-- [end:warns_train]
