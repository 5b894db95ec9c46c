import torch
from torch import nn

# --8<-- [start:shows]
# zh: 读取之后忘了 eval()；strict=False 藏起了对不上的键
# en: no eval() after loading; strict=False hides keys that do not match
torch.manual_seed(0)
net, x = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5)), torch.ones(1, 4)
wanted = net.eval()(x)
other = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5))
other.load_state_dict({f"module.{key}": value for key, value in net.state_dict().items()}, strict=False)
print("strict=False", torch.equal(other.eval()(x), wanted))
other.load_state_dict(net.state_dict())
print("train()", torch.equal(other.train()(x), wanted))
# --8<-- [end:shows]

# --8<-- [start:fix]
print(other.load_state_dict(net.state_dict()))
print("eval()", torch.equal(other.eval()(x), wanted))
# --8<-- [end:fix]
