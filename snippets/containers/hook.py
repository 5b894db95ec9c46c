import torch

from snippets.containers.blocks import Blocks

# --8<-- [start:hook]
torch.manual_seed(0)
net = Blocks()


def negative(module, args, output):
    print(type(module).__name__, (output < 0).any().item())


net.features[0].register_forward_hook(negative)
net.features.register_forward_hook(negative)
out = net(torch.rand(2, 1, 4, 4))
# --8<-- [end:hook]
