import torch

from snippets.hooks.small import Small

# --8<-- [start:answer]
torch.manual_seed(0)


def stop(module, grad_input, grad_output):
    return (torch.zeros_like(grad_input[0]),)


by_tensor, by_module = Small(), Small()
by_tensor.fc1.weight.register_hook(torch.zeros_like)
by_module.act.register_full_backward_hook(stop)
for net in (by_tensor, by_module):
    x = torch.rand(5, 3, requires_grad=True)
    net(x).sum().backward()
    print([t.grad.any().item() for t in (net.fc1.weight, net.fc2.weight, x)])
# --8<-- [end:answer]
