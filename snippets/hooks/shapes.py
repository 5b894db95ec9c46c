import torch

from snippets.hooks.small import Small

# --8<-- [start:shapes]
net = Small()


def show(name):
    def hook(module, args, output):
        before, after = tuple(args[0].shape), tuple(output.shape)
        print(f"{name:4}{type(module).__name__:7}", before, "→", after)

    return hook


handles = []
for name, module in net.named_modules():
    handles.append(module.register_forward_hook(show(name or "net")))
y = net(torch.rand(5, 3))
for handle in handles:
    handle.remove()
# --8<-- [end:shapes]
