import torch

from snippets.residual.block import BasicBlock

# --8<-- [start:shapes]
torch.manual_seed(0)
maps = torch.rand(4, 8, 16, 16)
for in_channels, out_channels, stride in ((8, 8, 1), (8, 16, 1), (8, 16, 2)):
    block = BasicBlock(in_channels, out_channels, stride)
    shortcut = sum(p.numel() for p in block.shortcut.parameters())
    total = sum(p.numel() for p in block.parameters())
    y = block(maps)
    print(f"{in_channels} -> {out_channels}, stride {stride}", tuple(y.shape))
    print(f"    parameters {total}, in the shortcut {shortcut}")
# --8<-- [end:shapes]
