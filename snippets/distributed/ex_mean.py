import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
net = nn.Linear(5, 1)
x, target = torch.randn(128, 5), torch.randn(128, 1)


def gradient(x, target):
    net.zero_grad()
    nn.MSELoss()(net(x), target).backward()
    return net.weight.grad.clone()


whole = gradient(x, target)
shares = [gradient(*share) for share in zip(x.split(32), target.split(32))]
average = sum(shares) / len(shares)
print(len(shares), "shares, same gradient:", torch.allclose(whole, average, atol=1e-6))
# --8<-- [end:answer]
