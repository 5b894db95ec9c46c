import torch
from torch import nn

# --8<-- [start:fix]
# device: traced
class Net(nn.Module):
    def forward(self, x):
        return torch.where(x.sum() > 0, x + 1, x)


program = torch.export.export(Net(), (torch.ones(2),))
print(program.module()(-torch.ones(2)).tolist())
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: traced
class Net(nn.Module):
    def forward(self, x):
        return x + 1 if x.sum() > 0 else x


try:
    torch.export.export(Net(), (torch.ones(2),))
except RuntimeError as error:
    # zh: 报错很长，这里只留第一行
    # en: the message is long, and this is its first line
    raise RuntimeError(str(error).splitlines()[0]) from None
# --8<-- [end:fails]
