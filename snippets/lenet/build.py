import torch

from snippets.lenet.net import LeNet

# --8<-- [start:build]
torch.manual_seed(0)
net = LeNet()
print(net)
# --8<-- [end:build]

# --8<-- [start:call]
torch.manual_seed(0)
# zh: 4 张 32×32 的灰度图，像素取 0 到 1 之间的随机数
# en: 4 grey images of 32×32, pixels drawn between 0 and 1
x = torch.rand(4, 1, 32, 32)
scores = net(x)
print("shape", tuple(scores.shape))
print("image 0", [round(score, 2) for score in scores[0].tolist()])
# --8<-- [end:call]
