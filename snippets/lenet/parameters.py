import torch

from snippets.lenet.net import LeNet

# --8<-- [start:tensors]
torch.manual_seed(0)
net = LeNet()
for name, p in net.named_parameters():
    print(f"{name:13}", f"{tuple(p.shape)!s:15}", p.numel())
print("total", sum(p.numel() for p in net.parameters()))
# --8<-- [end:tensors]
