import torch

from snippets.hooks.small import Small

# --8<-- [start:answer]
net = Small()
batches = [torch.rand(4, 3), torch.rand(4, 3), torch.rand(2, 3)]
parts = []


def keep(module, args, output):
    parts.append(output.detach().clone())


net.eval()
with torch.no_grad(), net.act.register_forward_hook(keep):
    for x in batches:
        net(x)
features = torch.cat(parts)
print("features", tuple(features.shape))
# --8<-- [end:answer]
