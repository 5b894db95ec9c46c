import torch

from snippets.hooks.small import Small

# --8<-- [start:first]
net = Small()
features = {}


def keep(module, args, output):
    # zh: (N, 4)，与计算图断开
    # en: (N, 4), detached from the graph
    features["act"] = output.detach()


handle = net.act.register_forward_hook(keep)
y = net(torch.rand(5, 3))
print("features", tuple(features["act"].shape), "output", tuple(y.shape))
# --8<-- [end:first]

# --8<-- [start:remove]
handle.remove()
y = net(torch.rand(9, 3))
print("after remove", tuple(features["act"].shape))
with net.act.register_forward_hook(keep):
    y = net(torch.rand(7, 3))
y = net(torch.rand(8, 3))
print("after with  ", tuple(features["act"].shape))
# --8<-- [end:remove]
