import torch

from snippets.hooks.small import Small


# --8<-- [start:late]
# device: traced
def count(before, after):
    calls = []
    net = Small()
    fast = torch.compile(net, backend="eager")
    x = torch.rand(5, 3)
    if before:
        net.fc1.register_forward_hook(lambda *args: calls.append("fc1"))
    fast(x)
    if after:
        net.fc1.register_forward_hook(lambda *args: calls.append("fc1"))
    fast(x)
    return len(calls)


print("registered before the first call", count(before=True, after=False))
torch.compiler.reset()
print("registered after the first call ", count(before=False, after=True))
print("before, on a second network     ", count(before=True, after=False))
# --8<-- [end:late]

# --8<-- [start:guards]
# device: traced
torch.compiler.reset()
torch._dynamo.config.skip_nnmodule_hook_guards = False
print("registered after the first call ", count(before=False, after=True))
print("before, on a second network     ", count(before=True, after=False))
torch._dynamo.config.skip_nnmodule_hook_guards = True
torch.compiler.reset()
# --8<-- [end:guards]
