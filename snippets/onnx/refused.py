import onnxruntime
import torch
from torch import nn


# --8<-- [start:reasons]
# device: cpu, the nets are on the CPU
class Sign(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            return x
        return -x


class Product(nn.Module):
    def forward(self, x):
        return torch.cumprod(x, dim=1)


x = torch.ones(2, 3)
for module in (Sign(), Product()):
    try:
        torch.onnx.export(module.eval(), (x,), verbose=False)
    except torch.onnx.OnnxExporterError as error:
        print(type(module).__name__, "raises", type(error).__name__)
        cause = error.__cause__
        while cause.__cause__ is not None:
            cause = cause.__cause__
        print("  ", type(cause).__name__, str(cause).splitlines()[0])
# --8<-- [end:reasons]

# --8<-- [start:where]
# device: cpu, ONNX Runtime runs on the CPU here
class SignByWhere(nn.Module):
    def forward(self, x):
        return torch.where(x.sum() > 0, x, -x)


torch.onnx.export(SignByWhere().eval(), (x,), verbose=False).save("sign.onnx")
session = onnxruntime.InferenceSession("sign.onnx")
for value in (x, -x):
    (output,) = session.run(None, {"x": value.numpy()})
    print(value[0].tolist(), "→", output[0].tolist())
# --8<-- [end:where]

# --8<-- [start:frozen]
# device: cpu, ONNX Runtime runs on the CPU here
class Large(nn.Module):
    def forward(self, x):
        return 10 * x if x.shape[0] > 4 else 2 * x


net, x = Large().eval(), torch.ones(2, 1)
program = torch.onnx.export(net, (x,), dynamic_shapes=({0: "batch"},), verbose=False)
program.save("large.onnx")
session = onnxruntime.InferenceSession("large.onnx")
for x in (torch.ones(2, 1), torch.ones(5, 1)):
    (output,) = session.run(None, {"x": x.numpy()})
    print("batch", len(x), "PyTorch", net(x)[0].item(), "file", output[0].item())
# --8<-- [end:frozen]
