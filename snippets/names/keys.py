import torch

from snippets.names.net import Net
from snippets.names.rule import keys

# --8<-- [start:keys]
torch.manual_seed(0)
net = Net()
print(*net.state_dict(), sep="\n")
# --8<-- [end:keys]

# --8<-- [start:path]
key = "body.0.weight"
print(net.get_parameter(key) is net.body[0].weight)
path, _, name = key.rpartition(".")
print(net.get_submodule(path), name)
# --8<-- [end:path]

# --8<-- [start:rule]
print(keys(net) == list(net.state_dict()))
# --8<-- [end:rule]
