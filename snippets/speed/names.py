import torch

from snippets.speed.net import Batched

# --8<-- [start:names]
# device: traced
torch.compiler.reset()
net = Batched()
wrapped = torch.compile(net, backend="eager")
print("wrapper ", type(wrapped).__name__, next(iter(wrapped.state_dict())))
print("same parameters", wrapped.fc.weight is net.fc.weight)
net.compile(backend="eager")
print("compiled", type(net).__name__, next(iter(net.state_dict())))
# --8<-- [end:names]
