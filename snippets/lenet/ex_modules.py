import torch

from snippets.lenet.modules import ModuleLeNet

# --8<-- [start:trace]
torch.manual_seed(0)
net = ModuleLeNet()


def show_pool(layer, args, output):
    print("pool", tuple(args[0].shape), "→", tuple(output.shape))


net.pool.register_forward_hook(show_pool)
net(torch.zeros(1, 1, 32, 32))
print("parameters", sum(p.numel() for p in net.parameters()))
# --8<-- [end:trace]
