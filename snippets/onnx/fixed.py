import onnxruntime
import torch

from snippets.onnx.net import Net


# --8<-- [start:fixed]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(0)
x = torch.rand(1, 1, 8, 8)
torch.onnx.export(Net().eval(), (x,), "one.onnx", external_data=False, verbose=False)
session = onnxruntime.InferenceSession("one.onnx")
print(session.get_inputs()[0].shape)
# --8<-- [end:fixed]

# --8<-- [start:fails_batch]
# device: cpu, ONNX Runtime runs on the CPU here
session.run(None, {"x": torch.zeros(5, 1, 8, 8).numpy()})
# --8<-- [end:fails_batch]
