# run: python {file}
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


torch.manual_seed(0)
net = MLP()
torch.save(net.state_dict(), "mlp.pt")

# zh: 新建的网络：形状相同，随机数不同
# en: a newly built net: same shapes, other random numbers
other = MLP()
x = torch.ones(1, 4)
print(torch.equal(net(x), other(x)))

# zh: 文件里的数抄进 other 的参数
# en: the numbers in the file are copied into other's parameters
state = torch.load("mlp.pt", map_location="cpu")
print(other.load_state_dict(state))
other.eval()
print(torch.equal(net(x), other(x)))
