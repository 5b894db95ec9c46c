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
print("same tensor:", net.get_parameter(key) is net.body[0].weight)
path, _, name = key.rpartition(".")
print("path", path, "name", name)
print("module at the path:", net.get_submodule(path))
# --8<-- [end:path]

# --8<-- [start:rule]
print("same keys:", keys(net) == list(net.state_dict()))
# --8<-- [end:rule]
