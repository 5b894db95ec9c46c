import torch.nn.functional as F
from torch.func import functional_call, grad, vmap


# --8<-- [start:function]
def per_sample_gradients(net, x, target):
    def sample_loss(params, x, target):
        # zh: x (2,) → (1, 2)；target () → (1,)
        # en: x (2,) → (1, 2); target () → (1,)
        output = functional_call(net, params, (x[None],))
        return F.cross_entropy(output, target[None])

    params = {name: p.detach() for name, p in net.named_parameters()}
    over_samples = vmap(grad(sample_loss), in_dims=(None, 0, 0))
    return over_samples(params, x, target)
# --8<-- [end:function]
