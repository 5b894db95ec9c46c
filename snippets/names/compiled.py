import torch

from snippets.names.net import Net

# --8<-- [start:keys]
# device: traced
torch.manual_seed(0)
net = Net()
compiled = torch.compile(net, backend="eager")
print(list(compiled.state_dict())[:3])
print(compiled._orig_mod is net, compiled.head is net.head)

net.compile(backend="eager")
print(list(net.state_dict())[:3])
# --8<-- [end:keys]
