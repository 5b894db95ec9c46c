import torch

from snippets.hooks.small import Small

# --8<-- [start:piling]
calls = []


def measure(net, x):
    net.fc1.register_forward_hook(lambda *args: calls.append("fc1"))
    return net(x)


net = Small()
for number in (1, 2, 3):
    y = measure(net, torch.rand(5, 3))
    print("call", number, "hooks so far", len(calls))
# --8<-- [end:piling]
