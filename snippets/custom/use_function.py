import torch

from snippets.custom.function import RMSFunction
from snippets.custom.plain import PlainRMSNorm

# --8<-- [start:check]
torch.manual_seed(0)
x = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
weight = torch.rand(3, dtype=torch.float64, requires_grad=True)
arguments = (x, weight, 1e-6)
print("gradcheck", torch.autograd.gradcheck(RMSFunction.apply, arguments))
# --8<-- [end:check]


# --8<-- [start:saved]
def saved(function, x):
    tensors = {}

    def pack(tensor):
        tensors[tensor.data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        function(x)
    return sum(tensor.numel() for tensor in tensors.values())


torch.manual_seed(0)
rows = torch.randn(1000, 64, requires_grad=True)
plain = PlainRMSNorm(64)
print("recorded operations", saved(plain, rows))
print("own Function       ", saved(lambda x: RMSFunction.apply(x, plain.weight, plain.eps), rows))
# --8<-- [end:saved]

# --8<-- [start:twice]
second = torch.autograd.gradgradcheck(
    RMSFunction.apply, arguments, raise_exception=False
)
print("gradgradcheck", second)
# --8<-- [end:twice]
