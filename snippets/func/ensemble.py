import torch
from torch.func import functional_call, vmap

from snippets.func.points import make_net

# --8<-- [start:stack]
from torch.func import stack_module_state

torch.manual_seed(0)
x = torch.randn(100, 2)
nets = [make_net() for _ in range(5)]
stacked, buffers = stack_module_state(nets)
stacked = {name: p.detach() for name, p in stacked.items()}
for name, p in stacked.items():
    print(name, tuple(p.shape))


def predict(params, x):
    return functional_call(nets[0], params, (x,))


outputs = vmap(predict, in_dims=(0, None))(stacked, x)
print("outputs", tuple(outputs.shape))
print("as net 3", torch.allclose(outputs[3], nets[3](x), atol=1e-6))
# --8<-- [end:stack]
