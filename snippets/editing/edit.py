import torch
from torch import nn

from snippets.containers.chain import chain, weights

# --8<-- [start:edit]
torch.manual_seed(0)
net = chain()
print("new   ", weights(net))
net.insert(3, nn.Dropout(0.5))
print("insert", weights(net))
net.append(nn.Linear(3, 2))
print("append", weights(net))
del net[3]
print("del   ", weights(net))
net[4] = nn.Linear(3, 10)
print("assign", weights(net), net[4].out_features)
# --8<-- [end:edit]
