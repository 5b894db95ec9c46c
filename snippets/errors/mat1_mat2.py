import torch
from torch import nn

# --8<-- [start:fix]
# zh: 让网络自己报出展平后的个数
# en: let the network tell the size after flattening
features = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten())
size = features(torch.zeros(1, 1, 28, 28)).shape[1]
net = nn.Sequential(features, nn.Linear(size, 10))
print(size, net(torch.zeros(2, 1, 28, 28)).shape)
# --8<-- [end:fix]

# --8<-- [start:fix_flatten]
# zh: 图像直接进 Linear 之前，先展平
# en: images that go straight into a Linear are flattened first
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
print(net(torch.zeros(32, 1, 28, 28)).shape)
# --8<-- [end:fix_flatten]

# --8<-- [start:fails]
net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Flatten(), nn.Linear(4704, 10))
net(torch.zeros(2, 1, 28, 28))
# --8<-- [end:fails]
