import numpy as np
import onnxruntime
import torch
from torch import nn

from snippets.onnx.net import Net


# --8<-- [start:warns_train]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(0)
x = torch.rand(2, 1, 8, 8)
torch.onnx.export(Net(), (x,), verbose=False).save("train.onnx")
level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
off = onnxruntime.SessionOptions()
off.graph_optimization_level = level
for name, options in (("default", None), ("optimization off", off)):
    session = onnxruntime.InferenceSession("train.onnx", options)
    first, second = (session.run(None, {"x": x.numpy()})[0] for _ in range(2))
    print(f"{name:16} same output twice", np.array_equal(first, second))
# --8<-- [end:warns_train]

# --8<-- [start:warns_batchnorm]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(0)
layers = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4))
x = torch.rand(8, 1, 8, 8)
torch.onnx.export(layers, (x,), verbose=False).save("batchnorm.onnx")
session = onnxruntime.InferenceSession("batchnorm.onnx")
(output,) = session.run(None, {"input": x.numpy()})
with torch.no_grad():
    print("as in eval(): ", np.allclose(output, layers.eval()(x), atol=1e-4))
    print("as in train():", np.allclose(output, layers.train()(x), atol=1e-4))
# --8<-- [end:warns_batchnorm]
