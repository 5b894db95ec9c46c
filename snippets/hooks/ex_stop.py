import torch

from snippets.hooks.small import Small

# --8<-- [start:answer]
torch.manual_seed(0)


def stop(module, grad_input, grad_output):
    return (torch.zeros_like(grad_input[0]),)


by_tensor, by_module = Small(), Small()
by_tensor.fc1.weight.register_hook(torch.zeros_like)
by_module.act.register_full_backward_hook(stop)
for name, net in (("on the weight", by_tensor), ("on act       ", by_module)):
    x = torch.rand(5, 3, requires_grad=True)
    net(x).sum().backward()
    tensors = {"fc1": net.fc1.weight, "fc2": net.fc2.weight, "x": x}
    print(name, {key: tensor.grad.any().item() for key, tensor in tensors.items()})
# --8<-- [end:answer]
