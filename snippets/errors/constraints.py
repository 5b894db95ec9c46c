import torch
from torch import nn

# --8<-- [start:fix]
# device: traced
x = torch.ones(4, 3)
batch = torch.export.Dim("batch")
program = torch.export.export(nn.Linear(3, 2), (x,), dynamic_shapes=({0: batch},))
print(program.module()(torch.ones(7, 3)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_batch]
# device: traced
# zh: 示例的批量用 2 以上：1 会被当成固定的大小
# en: an example batch of 2 or more: 1 is taken for a fixed size
for size in (1, 2):
    example = (torch.ones(size, 3),)
    try:
        torch.export.export(nn.Linear(3, 2), example, dynamic_shapes=({0: batch},))
        print(size, "exported")
    except Exception as error:
        print(size, str(error).partition("!")[0])
# --8<-- [end:fix_batch]

# --8<-- [start:fails]
# device: traced
x = torch.ones(4, 3)
features = torch.export.Dim("features")
torch.export.export(nn.Linear(3, 2), (x,), dynamic_shapes=({1: features},))
# --8<-- [end:fails]
