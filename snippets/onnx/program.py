import torch

from snippets.onnx.net import Net


# --8<-- [start:program]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
net = Net().eval()
batch = torch.export.Dim("batch")
exported = torch.export.export(net, (torch.rand(2, 1, 8, 8),), dynamic_shapes=({0: batch},))
for node in exported.graph.nodes:
    if node.op == "call_function":
        print(node.target)
# --8<-- [end:program]

# --8<-- [start:save]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
torch.export.save(exported, "net.pt2")
restored = torch.export.load("net.pt2").module()
x = torch.rand(5, 1, 8, 8)
with torch.no_grad():
    print("same output:", torch.equal(restored(x), net(x)))
program = torch.onnx.export(exported, verbose=False)
print(*(node.op_type for node in program.model.graph))
# --8<-- [end:save]
