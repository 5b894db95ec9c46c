from pathlib import Path

import onnxruntime
import torch
from torch import nn


# --8<-- [start:missing]
# device: cpu, ONNX Runtime runs on the CPU here
import textwrap

torch.manual_seed(0)
net = nn.Linear(64, 10).eval()
torch.onnx.export(net, (torch.rand(1, 64),), "sent.onnx", verbose=False)
# zh: 好比只把 sent.onnx 发给了别人
# en: as if only sent.onnx had been sent to somebody
Path("sent.onnx.data").unlink()
try:
    onnxruntime.InferenceSession("sent.onnx")
except Exception as error:
    # zh: 报错里有完整的路径，这里去掉文件夹
    # en: the message contains the full path; the folder is left out here
    text = str(error).replace(f"{Path().resolve()}/", "")
    print(textwrap.fill(text, 72))
# --8<-- [end:missing]
