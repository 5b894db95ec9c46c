import torch

from snippets.wrappers.net import Net

# --8<-- [start:keys]
# device: traced
torch.manual_seed(0)
net = Net()
compiled = torch.compile(net, backend="eager")
print("compiled", *compiled.state_dict())
print("net     ", *net.state_dict())
print("same network:", compiled._orig_mod is net)
print("same layer:", compiled.head is net.head)

net.compile(backend="eager")
print("net after net.compile():", *net.state_dict())
# --8<-- [end:keys]
