import torch

from snippets.editing.blocks import Blocks

# --8<-- [start:hook]
torch.manual_seed(0)
net = Blocks()


def report(module, args, output):
    print(type(module).__name__, "negative", (output < 0).any().item())


net.body[0].register_forward_hook(report)
net.body.register_forward_hook(report)
output = net(torch.rand(2, 1, 4, 4))
# --8<-- [end:hook]
