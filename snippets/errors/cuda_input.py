import torch
from torch import nn

# --8<-- [start:fix_batch]
# device: own
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
net = nn.Conv2d(1, 4, 3).to(device)
for x, target in [(torch.zeros(2, 1, 8, 8), torch.tensor([0, 1]))]:
    # zh: 张量的 .to 不改原来的张量，要把结果存下来
    # en: .to of a tensor does not change the tensor: keep the result
    x, target = x.to(device), target.to(device)
    print(net(x).shape, x.device.type == net.weight.device.type)
# --8<-- [end:fix_batch]
