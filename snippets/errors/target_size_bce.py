import torch
from torch import nn

# --8<-- [start:fix]
out, target = torch.zeros(4, 1), torch.ones(4)
print(f"{nn.BCEWithLogitsLoss()(out.squeeze(1), target).item():.4f}")
# --8<-- [end:fix]

# --8<-- [start:fix_classes]
# zh: 类别编号 → 独热编码 (4, 3)；类别互斥时用交叉熵更合适
# en: class numbers → one-hot (4, 3); for exclusive classes, cross entropy is the usual choice
out, target = torch.zeros(4, 3), torch.tensor([0, 2, 1, 0])
rows = nn.functional.one_hot(target, num_classes=3).float()
print(f"{nn.BCEWithLogitsLoss()(out, rows).item():.4f}")
print(f"{nn.CrossEntropyLoss()(out, target).item():.4f}")
# --8<-- [end:fix_classes]

# --8<-- [start:fails]
out, target = torch.zeros(4, 1), torch.ones(4)
nn.BCEWithLogitsLoss()(out, target)
# --8<-- [end:fails]
