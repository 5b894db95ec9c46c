import torch

from snippets.hooks.small import Small

# --8<-- [start:alive]
import weakref


def alive(keep):
    net, kept = Small(), []

    def hook(module, args, output):
        kept.append(keep(output))

    with net.fc1.register_forward_hook(hook):
        x = torch.rand(5, 3)
        net(x)
    watched = weakref.ref(x)
    del x
    return watched() is not None


print(alive(lambda output: output))
print(alive(lambda output: output.detach()))
# --8<-- [end:alive]
