import torch

from snippets.hooks.small import Small

# --8<-- [start:grab]
from contextlib import ExitStack, contextmanager


@contextmanager
def grab(net, *names):
    seen = {}

    def keep(name):
        def hook(module, args, output):
            seen[name] = output.detach().clone()

        return hook

    with ExitStack() as stack:
        for name in names:
            stack.enter_context(net.get_submodule(name).register_forward_hook(keep(name)))
        yield seen
# --8<-- [end:grab]


# --8<-- [start:use]
net = Small()
with grab(net, "fc1", "act") as seen:
    net(torch.rand(5, 3))
net(torch.rand(9, 3))
print({name: tuple(value.shape) for name, value in seen.items()})
# --8<-- [end:use]
