import onnxruntime
import torch
from torch import nn


# --8<-- [start:net]
class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.Linear(3, 4)
        self.right = nn.Linear(5, 4)

    def forward(self, a, b):
        return self.left(a) + self.right(b)
# --8<-- [end:net]


# --8<-- [start:warns_two]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(0)
pair = Pair().eval()
shapes = ({0: "batch"}, {0: "batch"})
program = torch.onnx.export(pair, (torch.rand(2, 3), torch.rand(2, 5)), dynamic_shapes=shapes, verbose=False)
program.save("pair.onnx")
a, b = torch.rand(7, 3), torch.rand(7, 5)
(y,) = onnxruntime.InferenceSession("pair.onnx").run(None, {"a": a.numpy(), "b": b.numpy()})
print(y.shape, torch.allclose(torch.from_numpy(y), pair(a, b), atol=1e-6))
# --8<-- [end:warns_two]
