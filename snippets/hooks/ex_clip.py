import torch

from snippets.hooks.small import Small

# --8<-- [start:answer]
torch.manual_seed(0)
net = Small()
for parameter in net.parameters():
    parameter.register_hook(lambda grad: grad.clamp(-0.5, 0.5))
(100 * net(torch.rand(5, 3)).sum()).backward()
for name, parameter in net.named_parameters():
    print(name, "largest", parameter.grad.abs().max().item())
# --8<-- [end:answer]
