import torch
from torch import nn


# --8<-- [start:norms]
torch.manual_seed(0)


def norms(act):
    found = []

    def measure(module, grad_output):
        found.append(f"{grad_output[0].norm().item():.2g}")

    net = nn.Sequential()
    for _ in range(4):
        net.append(nn.Linear(16, 16)).append(act())
        net[-2].register_full_backward_pre_hook(measure)
    net(torch.rand(8, 16, requires_grad=True)).sum().backward()
    return " ".join(found)


print("Sigmoid", norms(nn.Sigmoid))
print("ReLU   ", norms(nn.ReLU))
# --8<-- [end:norms]
