import torch
import torch.nn.functional as F
from torch import nn

from snippets.residual.plain import Block

# --8<-- [start:identity]
torch.manual_seed(0)
maps = F.relu(torch.randn(4, 8, 8, 8))
for name, skip in (("plain", False), ("residual", True)):
    block = Block(8, skip)
    # zh: 最后一个 BatchNorm 的 weight 设为 0：y 处处是 0
    # en: the weight of the last BatchNorm becomes 0: y is 0 everywhere
    nn.init.zeros_(block.bn2.weight)
    output = block(maps)
    same, largest = torch.equal(output, maps), output.max().item()
    print(f"{name:8}  output equals input {same}  largest output {largest:.1f}")
# --8<-- [end:identity]
