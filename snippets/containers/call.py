import torch

from snippets.containers.chain import chain, weights

# --8<-- [start:call]
torch.manual_seed(0)
net = chain()
# zh: 2 张 4×4 的灰度图
# en: 2 grey images of 4×4
x = torch.rand(2, 1, 4, 4)
print("output", tuple(net(x).shape))
# --8<-- [end:call]

# --8<-- [start:names]
print(weights(net))
print(net[1])
print(net[-1])
# --8<-- [end:names]

# --8<-- [start:between]
h = x
for i, layer in enumerate(net):
    h = layer(h)
    print(i, type(layer).__name__, tuple(h.shape))
print("same output", torch.equal(h, net(x)))
# --8<-- [end:between]
