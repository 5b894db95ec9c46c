import gc
import weakref
import torch
from torch import nn

# --8<-- [start:shows]
# zh: 列表里的损失留住了每一步的激活值
# en: losses in a list keep the activations of each step
net, losses, activations = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 1)), [], []
net[1].register_forward_hook(lambda module, args, output: activations.append(weakref.ref(output)))
for step in range(5):
    loss = net(torch.ones(8, 4)).mean()
    losses.append(loss)
gc.collect()
print("activations in memory", sum(ref() is not None for ref in activations), "of", len(activations))
# --8<-- [end:shows]

# --8<-- [start:fix]
losses.clear()
activations.clear()
for step in range(5):
    loss = net(torch.ones(8, 4)).mean()
    losses.append(loss.item())
gc.collect()
print("activations in memory", sum(ref() is not None for ref in activations), "of", len(activations))
# --8<-- [end:fix]
