import torch

from snippets.hooks.small import Small

# --8<-- [start:first]
net = Small()


def report(module, args, output):
    print(type(module).__name__, tuple(args[0].shape), tuple(output.shape))


handle = net.fc1.register_forward_hook(report)
x = torch.rand(5, 3)
y = net(x)
handle.remove()
y = net(x)
print("done")
# --8<-- [end:first]
