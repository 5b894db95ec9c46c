import torch
from torch import nn


# --8<-- [start:net]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        # zh: 三个特征的平均值；普通属性，没有注册
        # en: the mean of three features; an ordinary attribute, not registered
        self.mean = torch.tensor([0.5, 0.4, 0.3])
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(x - self.mean)
# --8<-- [end:net]


# --8<-- [start:find]
# device: cpu, it prints the names of two devices
def show_devices(net):
    for name, tensor in (*net.named_parameters(), *net.named_buffers()):
        print("registered    ", name, tensor.device)
    for path, module in net.named_modules():
        for name, value in vars(module).items():
            if isinstance(value, torch.Tensor):
                name = f"{path}.{name}".lstrip(".")
                print("not registered", name, value.device)


net = Net().to("meta")
show_devices(net)
# --8<-- [end:find]

# --8<-- [start:fails]
# device: cpu, the message names the devices
x = torch.ones(4, 3, device="meta")
net(x)
# --8<-- [end:fails]
