import torch
from torch import nn

from snippets.containers.chain import chain, weights

# --8<-- [start:edit]
torch.manual_seed(0)
net = chain()
print(weights(net))
net.insert(3, nn.Dropout(0.5))
print(weights(net))
net.append(nn.Linear(3, 2))
print(weights(net))
del net[3]
print(weights(net))
# --8<-- [end:edit]
