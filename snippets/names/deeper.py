import torch
from torch import nn

from snippets.names.net import Net

# --8<-- [start:fails]
torch.manual_seed(0)
trained, net = Net(), Net()
# zh: 保存时，head 是一个 Sequential，里面的第 0 层才是线性层
# en: when it was saved, head was a Sequential whose layer 0 is the linear one
trained.head = nn.Sequential(nn.Linear(3, 2), nn.Dropout())
net.load_state_dict(trained.state_dict())
# --8<-- [end:fails]
