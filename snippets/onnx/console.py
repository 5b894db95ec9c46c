import torch
from torch import nn


# --8<-- [start:fails_console]
# device: cpu, a matter of the console
import contextlib
import io

torch.manual_seed(0)
layer = nn.Linear(3, 2).eval()
# zh: 简体中文 Windows 上，重定向的输出用 gbk 编码
# en: redirected output on a Chinese Windows is encoded as gbk
console = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
with contextlib.redirect_stdout(console):
    torch.onnx.export(layer, (torch.rand(1, 3),))
# --8<-- [end:fails_console]
