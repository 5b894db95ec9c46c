import torch

from snippets.onnx.net import Net

# --8<-- [start:imports]
from pathlib import Path

import numpy as np
import onnxruntime
# --8<-- [end:imports]


# --8<-- [start:export]
# device: cpu, the file is for ONNX Runtime on the CPU
torch.manual_seed(0)
net = Net().eval()
x = torch.rand(2, 1, 8, 8)
program = torch.onnx.export(net, (x,), verbose=False)
program.save("net.onnx")
print([path.name for path in Path().glob("net.onnx*")])
# --8<-- [end:export]

# --8<-- [start:run]
# device: cpu, ONNX Runtime runs on the CPU here
session = onnxruntime.InferenceSession("net.onnx")
(scores,) = session.run(None, {"x": x.numpy()})
with torch.no_grad():
    expected = net(x).numpy()
print("ONNX Runtime", scores.shape, scores[0, :4].round(2))
print("PyTorch     ", expected.shape, expected[0, :4].round(2))
# --8<-- [end:run]

# --8<-- [start:fails_batch]
# device: cpu, ONNX Runtime runs on the CPU here
session.run(None, {"x": np.zeros((5, 1, 8, 8), dtype=np.float32)})
# --8<-- [end:fails_batch]
