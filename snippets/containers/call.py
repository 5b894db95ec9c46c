import torch

from snippets.containers.chain import chain, weights

# --8<-- [start:call]
torch.manual_seed(0)
net = chain()
# zh: 2 张 4×4 的灰度图
# en: 2 grey images of 4×4
x = torch.rand(2, 1, 4, 4)
print(tuple(net(x).shape))
# --8<-- [end:call]

# --8<-- [start:names]
print(weights(net))
print(net[3])
print(net[-1])
# --8<-- [end:names]
