import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.tensor([2.5, -1.0]), torch.tensor([1.0, 0.0])
print(f"{nn.BCEWithLogitsLoss()(out, target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_find]
# zh: 输出里有 nan 时，报错相同；目标出界时，报错说的是 target
# en: nan in the output gives the same error; for a target out of range the error says target
out, target = torch.tensor([0.9, float("nan")]), torch.tensor([1.0, 0.0])
print("nan in the output:", out.isnan().any().item())
print("targets from", target.min().item(), "to", target.max().item())
# --8<-- [end:fix_find]

# --8<-- [start:fails]
out, target = torch.tensor([2.5, -1.0]), torch.tensor([1.0, 0.0])
nn.BCELoss()(out, target)
# --8<-- [end:fails]
