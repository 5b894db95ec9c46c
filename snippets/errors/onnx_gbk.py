import contextlib
import io

import torch
from torch import nn

# --8<-- [start:fix]
# device: cpu, a matter of the console
layer = nn.Linear(3, 2).eval()
console = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
with contextlib.redirect_stdout(console):
    program = torch.onnx.export(layer, (torch.ones(1, 3),), verbose=False)
print([node.op_type for node in program.model.graph])
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of the console
layer = nn.Linear(3, 2).eval()
# zh: 简体中文 Windows 上，重定向的输出用 gbk 编码
# en: redirected output on a Chinese Windows is encoded as gbk
console = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
with contextlib.redirect_stdout(console):
    torch.onnx.export(layer, (torch.ones(1, 3),))
# --8<-- [end:fails]
