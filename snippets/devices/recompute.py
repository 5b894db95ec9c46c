import torch

from snippets.devices.blocks import make_net, saved

# --8<-- [start:checkpoint]
# device: cpu, it counts bytes, which are the same on each device
from torch.utils.checkpoint import checkpoint


def forward(x):
    for block in net:
        x = checkpoint(block, x, use_reentrant=False)
    return x


torch.manual_seed(0)
net, x = make_net(), torch.ones(1024, 256)
print("checkpoint, batch 1024, saved", saved(net, forward, x))
print("same output:", torch.equal(forward(x), net(x)))
# --8<-- [end:checkpoint]
