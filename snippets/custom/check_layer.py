import torch
from torch import nn

from snippets.custom.layer import RMSNorm

# --8<-- [start:check]
import copy


def check_layer(make, x):
    layer = make()
    for parameter in layer.parameters():
        # zh: 换成与初始值不同的数，这样漏用的参数才看得出来
        # en: other numbers than at the start, so that an unused one shows
        nn.init.uniform_(parameter, 0.5, 1.5)
    y = layer(x)
    y.square().sum().backward()
    twin = make()
    twin.load_state_dict(layer.state_dict())
    exact = copy.deepcopy(layer).double()
    # zh: 输入和各个参数，都要检查梯度
    # en: the gradients of the input and of each parameter are checked
    inputs = x.double().requires_grad_(), *exact.parameters()
    meta = make().to("meta")
    return {
        "each parameter has a gradient": all(
            parameter.grad is not None for parameter in layer.parameters()
        ),
        "a state dict restores it": torch.equal(twin(x), y),
        "gradcheck": torch.autograd.gradcheck(
            lambda x, *parameters: exact(x), inputs
        ),
        "one sample alone": torch.allclose(layer(x[:1]), y[:1]),
        "moves whole": meta(x.to("meta")).shape == y.shape,
    }


torch.manual_seed(0)
for name, passed in check_layer(lambda: RMSNorm(8), torch.randn(3, 8)).items():
    print(f"{name:30}", passed)
# --8<-- [end:check]
