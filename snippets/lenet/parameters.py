import torch

from snippets.lenet.net import LeNet

# --8<-- [start:tensors]
torch.manual_seed(0)
net = LeNet()
for name, p in net.named_parameters():
    print(name, tuple(p.shape), p.numel())
# --8<-- [end:tensors]

# --8<-- [start:layers]
for name, layer in net.named_children():
    print(name, sum(p.numel() for p in layer.parameters()))
print(sum(p.numel() for p in net.parameters()))
# --8<-- [end:layers]
