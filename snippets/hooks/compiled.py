import torch

from snippets.hooks.small import Small

# --8<-- [start:compiled]
# device: traced
x = torch.rand(5, 3)
for when in ("before", "after"):
    net, calls = Small(), []
    fast = torch.compile(net, backend="eager")
    if when == "after":
        fast(x)
    net.fc1.register_forward_hook(lambda *args: calls.append("fc1"))
    fast(x)
    print(when, calls)
torch.compiler.reset()
fast(x)
print("reset", calls)
# --8<-- [end:compiled]
