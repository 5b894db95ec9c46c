import torch

from snippets.onnx.net import Net

# --8<-- [start:imports]
from pathlib import Path

import onnx
import onnxruntime
# --8<-- [end:imports]


# --8<-- [start:export]
# device: cpu, the file is for ONNX Runtime on the CPU
torch.manual_seed(0)
net = Net().eval()
x = torch.rand(2, 1, 8, 8)
# zh: 第 0 维叫 batch，大小不限
# en: axis 0 is called batch and may have any size
program = torch.onnx.export(net, (x,), dynamic_shapes=({0: "batch"},), verbose=False)
program.save("net.onnx")
print([path.name for path in Path().glob("net.onnx*")])
# --8<-- [end:export]

# --8<-- [start:run]
# device: cpu, ONNX Runtime runs on the CPU here
session = onnxruntime.InferenceSession("net.onnx")
print([(value.name, value.shape) for value in session.get_inputs()])
(scores,) = session.run(None, {"x": x.numpy()})
print(type(scores).__name__, scores.shape)
# --8<-- [end:run]

# --8<-- [start:batches]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(0)
for size in (1, 2, 5):
    x = torch.rand(size, 1, 8, 8)
    (scores,) = session.run(None, {"x": x.numpy()})
    torch.testing.assert_close(torch.from_numpy(scores), net(x).detach())
    print(size, scores.shape)
# --8<-- [end:batches]

# --8<-- [start:nodes]
# device: cpu, the net is on the CPU
model = onnx.load("net.onnx")
for node in model.graph.node:
    print(f"{node.op_type:8}", *node.input)
# --8<-- [end:nodes]

# --8<-- [start:weights]
# device: cpu, the net is on the CPU
for tensor in model.graph.initializer:
    value = torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
    own = dict(net.named_parameters()).get(tensor.name)
    print(tensor.name, list(value.shape), own is not None and torch.equal(value, own))
# --8<-- [end:weights]
