import torch
from torch import nn

# --8<-- [start:fix_find]
# device: cpu, the devices are printed
# zh: 没有 GPU，用 meta 代替：哪些张量在哪个设备上
# en: there is no GPU here, and meta takes its place: which tensor is where
net, x = nn.BatchNorm1d(3).to("meta"), torch.ones(2, 3)
tensors = dict(net.state_dict(), x=x)
print({name: tensor.device.type for name, tensor in tensors.items()})
x = x.to(net.weight.device)
print(net(x).shape)
# --8<-- [end:fix_find]

# --8<-- [start:fix_buffer]
# device: cpu, the device is printed
# zh: forward 用到的张量注册成缓冲区，就会跟着网络搬
# en: a tensor that forward uses is a buffer: it moves with the network
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(3))

    def forward(self, x):
        return x - self.mean


print(Scale().to("meta").mean.device.type)
# --8<-- [end:fix_buffer]
