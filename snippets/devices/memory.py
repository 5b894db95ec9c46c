import torch

from snippets.devices.blocks import make_net, megabytes, saved

# --8<-- [start:fixed]
# device: cpu, it counts bytes, which are the same on each device
torch.manual_seed(0)
net = make_net()
optimizer = torch.optim.Adam(net.parameters())
net(torch.ones(1, 256)).sum().backward()
optimizer.step()
print("parameters", megabytes(net.parameters()))
print("gradients", megabytes(p.grad for p in net.parameters()))
states = optimizer.state.values()
print("Adam", megabytes(t for state in states for t in state.values()))
# --8<-- [end:fixed]

# --8<-- [start:activations]
# device: cpu, it counts bytes, which are the same on each device
for batch in (256, 512, 1024):
    print("batch", batch, "saved", saved(net, net, torch.ones(batch, 256)))
with torch.no_grad():
    print("no_grad, batch", batch, "saved", saved(net, net, torch.ones(batch, 256)))
# --8<-- [end:activations]
