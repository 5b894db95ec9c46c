from pathlib import Path

import onnx
import torch

from snippets.onnx.net import Net


# --8<-- [start:gemm]
# device: cpu, the net is on the CPU
torch.manual_seed(0)
program = torch.onnx.export(Net().eval(), (torch.rand(2, 1, 8, 8),), verbose=False)
model = program.model_proto
gemm = model.graph.node[-1]
print({item.name: onnx.helper.get_attribute_value(item) for item in gemm.attribute})
# --8<-- [end:gemm]

# --8<-- [start:scopes]
# device: cpu, the net is on the CPU
traces = {item.key.rpartition(".")[2]: item.value for item in gemm.metadata_props}
print(gemm.op_type, traces["name_scopes"])
# --8<-- [end:scopes]

# --8<-- [start:paths]
# device: cpu, the net is on the CPU
folder = str(Path(torch.__file__).parent)
print(folder in traces["stack_trace"])
# --8<-- [end:paths]

# --8<-- [start:strip]
# device: cpu, the net is on the CPU
graph = model.graph
for item in (graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
    del item.metadata_props[:]
print(folder.encode() in model.SerializeToString())
# --8<-- [end:strip]
