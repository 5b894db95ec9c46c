from pathlib import Path

import torch

from snippets.onnx.net import Net


# --8<-- [start:nodes]
# device: cpu, the net is on the CPU
import onnx

torch.manual_seed(0)
net = Net().eval()
x = torch.rand(2, 1, 8, 8)
program = torch.onnx.export(net, (x,), output_names=["scores"], verbose=False)
program.save("net.onnx")
model = onnx.load("net.onnx")
print("opset", model.opset_import[0].version)
for node in model.graph.node:
    print(f"{node.op_type:8}", *node.input, "→", *node.output)
# --8<-- [end:nodes]

# --8<-- [start:weights]
# device: cpu, the net is on the CPU
own = dict(net.named_parameters())
for tensor in model.graph.initializer:
    value = torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
    same = tensor.name in own and torch.equal(value, own[tensor.name])
    print(f"{tensor.name:12}", list(value.shape), "same as in net:", same)
# --8<-- [end:weights]

# --8<-- [start:gemm]
# device: cpu, the net is on the CPU
gemm = model.graph.node[-1]
print({item.name: onnx.helper.get_attribute_value(item) for item in gemm.attribute})
# --8<-- [end:gemm]

# --8<-- [start:metadata]
# device: cpu, the net is on the CPU
metadata = {item.key.rpartition(".")[2]: item.value for item in gemm.metadata_props}
print("name_scopes", metadata["name_scopes"])
folder = str(Path(torch.__file__).parent)
print("stack_trace contains the folder of torch:", folder in metadata["stack_trace"])
# --8<-- [end:metadata]

# --8<-- [start:strip]
# device: cpu, the net is on the CPU
graph = model.graph
for item in (graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
    del item.metadata_props[:]
onnx.save(model, "stripped.onnx")
print("folder of torch in the file:", folder.encode() in Path("stripped.onnx").read_bytes())
# --8<-- [end:strip]
