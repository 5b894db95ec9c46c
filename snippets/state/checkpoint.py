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
# zh: 这里本来应该有训练
# en: training would come here
torch.save(net.state_dict(), "mlp.pt")

# zh: 新建的网络：形状相同，权重是另外抽取的随机数
# en: a newly built network: the same shapes, different random weights
other = MLP()
x = torch.ones(1, 4)
print("equal before loading:", torch.equal(net(x), other(x)))

# zh: 把文件里的值复制进 other 的参数
# en: copy the values in the file into the parameters of other
state = torch.load("mlp.pt", map_location="cpu")
print(other.load_state_dict(state))
other.eval()
print("equal after loading:", torch.equal(net(x), other(x)))
