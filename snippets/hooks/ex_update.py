import copy

import torch

from snippets.hooks.small import Small

# --8<-- [start:answer]
torch.manual_seed(0)


def update(parameter):
    with torch.no_grad():
        parameter -= 0.1 * parameter.grad
    parameter.grad = None


net = Small()
usual = copy.deepcopy(net)
for parameter in net.parameters():
    parameter.register_post_accumulate_grad_hook(update)
x = torch.rand(5, 3)
net(x).sum().backward()

optimizer = torch.optim.SGD(usual.parameters(), lr=0.1)
usual(x).sum().backward()
optimizer.step()
for (name, parameter), other in zip(net.named_parameters(), usual.parameters()):
    print(name, torch.allclose(parameter, other), parameter.grad)
# --8<-- [end:answer]
