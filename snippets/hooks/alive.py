import torch

from snippets.hooks.small import Small

# --8<-- [start:alive]
import weakref


def input_alive(store):
    net, features = Small(), []

    def keep(module, args, output):
        features.append(store(output))

    net.fc1.register_forward_hook(keep)
    x = torch.rand(5, 3)
    net(x)
    # zh: 弱引用不会让 x 留在内存里
    # en: a weak reference does not keep x in memory
    watched = weakref.ref(x)
    del x
    return watched() is not None


print("output         ", input_alive(lambda output: output))
print("output.detach()", input_alive(lambda output: output.detach()))
print("output.clone() ", input_alive(lambda output: output.clone()))
# --8<-- [end:alive]
