import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:report]
def report(**tensors):
    for name, tensor in tensors.items():
        # zh: 每一行是不是都由有限的数组成，(N, …) → (N,)
        # en: is each row made of finite values, (N, …) → (N,)
        good = torch.isfinite(tensor).flatten(1).all(dim=1)
        print(name, "bad rows", (~good).nonzero().flatten().tolist())
# --8<-- [end:report]


# --8<-- [start:data]
torch.manual_seed(0)
net = nn.Linear(2, 1)
x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, float("nan")]])
target = torch.tensor([[1.0], [float("inf")], [1.0]])
output = net(x)
print("loss", F.mse_loss(output, target).item())
report(x=x, target=target, output=output)
# --8<-- [end:data]

# --8<-- [start:inf]
scores = torch.tensor([[float("inf"), 1.0, 2.0]])
print("isnan", scores.isnan().any().item())
print("loss", F.cross_entropy(scores, torch.tensor([0])).item())
# --8<-- [end:inf]
