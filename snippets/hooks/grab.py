import torch

from snippets.hooks.small import Small

# --8<-- [start:grab]
from contextlib import ExitStack, contextmanager


@contextmanager
def grab(net, *names):
    features = {}

    def keep(name):
        def hook(module, args, output):
            features[name] = output.detach().clone()

        return hook

    with ExitStack() as stack:
        for name in names:
            layer = net.get_submodule(name)
            stack.enter_context(layer.register_forward_hook(keep(name)))
        yield features
# --8<-- [end:grab]


# --8<-- [start:use]
net = Small()
with grab(net, "fc1", "act") as features:
    y = net(torch.rand(5, 3))
y = net(torch.rand(9, 3))
for name, feature in features.items():
    print(name, tuple(feature.shape))
# --8<-- [end:use]
