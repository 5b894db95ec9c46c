import torch
import torch.nn.functional as F
from torch import nn


# --8<-- [start:custom]
class Momentum(torch.optim.Optimizer):
    def __init__(self, params, lr=0.01, momentum=0.9):
        # zh: 第二个实参是各项设置的默认值，每一组都会得到
        # en: the second argument has the default settings that each group gets
        super().__init__(params, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "velocity" not in state:
                    state["velocity"] = torch.zeros_like(p)
                # zh: 速度 ← momentum · 速度 + 梯度
                # en: velocity ← momentum · velocity + gradient
                state["velocity"].mul_(group["momentum"]).add_(p.grad)
                p.add_(state["velocity"], alpha=-group["lr"])
# --8<-- [end:custom]


# --8<-- [start:use]
torch.manual_seed(0)
net = nn.Linear(3, 1)
other = nn.Linear(3, 1)
other.load_state_dict(net.state_dict())
x, target = torch.randn(8, 3), torch.randn(8, 1)
pairs = [
    (net, Momentum(net.parameters(), lr=0.1)),
    (other, torch.optim.SGD(other.parameters(), lr=0.1, momentum=0.9)),
]
for each, optimizer in pairs:
    for _ in range(5):
        optimizer.zero_grad()
        F.mse_loss(each(x), target).backward()
        optimizer.step()
print("equal weight", torch.equal(net.weight, other.weight), "bias", torch.equal(net.bias, other.bias))
print("state", {index: list(kept) for index, kept in pairs[0][1].state_dict()["state"].items()})
# --8<-- [end:use]
