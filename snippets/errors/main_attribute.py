import __main__
import torch
from torch import nn

# --8<-- [start:fix]
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)


torch.save(Net().state_dict(), "weights.pt")
net = Net()
print(net.load_state_dict(torch.load("weights.pt")))
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: cpu, a matter of classes
__main__.Net = type("Net", (nn.Module,), {"__module__": "__main__"})
torch.save(__main__.Net(), "whole.pt")
# zh: 另一个脚本里没有这个类
# en: another script does not have this class
del __main__.Net
torch.load("whole.pt", weights_only=False)
# --8<-- [end:fails]
