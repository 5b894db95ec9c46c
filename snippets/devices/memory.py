import torch
from torch import nn

# --8<-- [start:fixed]
# device: cpu, it counts bytes, which are the same on each device
def megabytes(tensors):
    return round(sum(t.numel() * t.element_size() for t in tensors) / 1e6, 1)


torch.manual_seed(0)
blocks = [[nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU()] for _ in range(8)]
net = nn.Sequential(*(nn.Sequential(*layers) for layers in blocks))
optimizer = torch.optim.Adam(net.parameters())
net(torch.ones(1, 256)).sum().backward()
optimizer.step()
print("parameters", megabytes(net.parameters()))
print("gradients", megabytes(p.grad for p in net.parameters()))
print("Adam", megabytes(t for state in optimizer.state.values() for t in state.values()))
# --8<-- [end:fixed]

# --8<-- [start:activations]
# device: cpu, it counts bytes, which are the same on each device
def saved(forward, x):
    # zh: 前向传播为反向传播保存的张量；参数不算，同一个张量只算一次
    # en: what forward saves for backward; without parameters, and each tensor once
    own = {p.data_ptr() for p in net.parameters()}
    tensors = {}

    def note(tensor):
        if tensor.data_ptr() not in own:
            tensors[tensor.data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        output = forward(x)
    return megabytes(tensors.values())


for batch in (256, 512, 1024):
    print("batch", batch, "saved", saved(net, torch.ones(batch, 256)))
with torch.no_grad():
    print("no_grad, batch", batch, "saved", saved(net, torch.ones(batch, 256)))
# --8<-- [end:activations]

# --8<-- [start:checkpoint]
# device: cpu, it counts bytes, which are the same on each device
from torch.utils.checkpoint import checkpoint


def forward(x):
    for block in net:
        x = checkpoint(block, x, use_reentrant=False)
    return x


x = torch.ones(1024, 256)
print("checkpoint, batch 1024, saved", saved(forward, x))
print("same output:", torch.equal(forward(x), net(x)))
# --8<-- [end:checkpoint]
