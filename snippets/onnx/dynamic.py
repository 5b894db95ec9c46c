import numpy as np
import onnxruntime
import torch

from snippets.onnx.net import Net


# --8<-- [start:dynamic]
# device: cpu, the file is for ONNX Runtime on the CPU
torch.manual_seed(0)
net = Net().eval()
x = torch.rand(2, 1, 8, 8)
program = torch.onnx.export(
    net,
    (x,),
    input_names=["image"],
    output_names=["scores"],
    # zh: 第 0 维叫 batch，大小不限
    # en: dimension 0 is called batch and may have any size
    dynamic_shapes=({0: "batch"},),
    verbose=False,
)
program.save("dynamic.onnx")
session = onnxruntime.InferenceSession("dynamic.onnx")
for value in (*session.get_inputs(), *session.get_outputs()):
    print(value.name, value.shape, value.type)
# --8<-- [end:dynamic]

# --8<-- [start:compare]
# device: cpu, ONNX Runtime runs on the CPU here
torch.manual_seed(1)
for size in (1, 2, 5):
    image = torch.rand(size, 1, 8, 8)
    (scores,) = session.run(["scores"], {"image": image.numpy()})
    with torch.no_grad():
        torch.testing.assert_close(torch.from_numpy(scores), net(image))
    print("equal for a batch of", size)
# --8<-- [end:compare]

# --8<-- [start:fails_dtype]
# device: cpu, ONNX Runtime runs on the CPU here
session.run(None, {"image": np.zeros((1, 1, 8, 8))})
# --8<-- [end:fails_dtype]
