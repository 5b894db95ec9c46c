import torch

# --8<-- [start:fix]
grey = torch.ones(1, 28, 28)
# zh: 灰度图用一个均值
# en: a grey image has one mean
print((grey - torch.tensor([0.5])[:, None, None]).shape)
# zh: 或者先变成三通道
# en: or make three channels of it first
mean = torch.tensor([0.5, 0.4, 0.3])[:, None, None]
print((grey.expand(3, -1, -1) - mean).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
image = torch.ones(1, 28, 28)
mean = torch.tensor([0.5, 0.4, 0.3])[:, None, None]
image.sub_(mean)
# --8<-- [end:fails]
