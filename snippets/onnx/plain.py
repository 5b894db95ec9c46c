import torch

from snippets.onnx.net import Net


# --8<-- [start:plain]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
net = Net().eval()
x = torch.rand(2, 1, 8, 8)
for optimize in (True, False):
    program = torch.onnx.export(net, (x,), optimize=optimize, verbose=False)
    print(*(node.op_type for node in program.model.graph))
# --8<-- [end:plain]
