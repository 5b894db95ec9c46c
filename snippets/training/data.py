# --8<-- [start:imports]
import torch
from torch.utils.data import DataLoader, TensorDataset
# --8<-- [end:imports]


# --8<-- [start:spirals]
def spirals(n):
    # zh: 三条旋臂，每条一类；x 是 (n, 2) 的坐标，target 是 (n,) 的类别号
    # en: three arms, one class each; x holds coordinates (n, 2), target class numbers (n,)
    target = torch.randint(3, (n,))
    distance = torch.rand(n)
    # zh: 离中心越远转得越多；最后一项是噪声，让相邻的旋臂有一点重叠
    # en: the farther from the centre, the more it turns; the last term is noise, which lets the arms overlap a little
    angle = 4 * distance + 2.1 * target + 0.5 * torch.randn(n)
    direction = torch.stack([angle.cos(), angle.sin()], dim=1)
    return direction * (0.2 + 1.8 * distance).unsqueeze(1), target


def three_sets():
    torch.manual_seed(0)
    x, target = spirals(600)
    return [TensorDataset(x[i : i + 200], target[i : i + 200]) for i in (0, 200, 400)]
# --8<-- [end:spirals]


# --8<-- [start:loader]
def make_loader(dataset, shuffle=False):
    return DataLoader(dataset, batch_size=64, shuffle=shuffle)
# --8<-- [end:loader]
