import torch
from torch import nn

# --8<-- [start:net]
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
x = 10 * torch.randn(100, 3)
# --8<-- [end:net]


# --8<-- [start:answer]
def without(index):
    def hook(module, args, output):
        changed = output.clone()
        # zh: (100, 4) 的第 index 列变成 0
        # en: column index of (100, 4) becomes 0
        changed[:, index] = 0
        return changed

    return hook


with torch.no_grad():
    before = net(x)
    for index in range(4):
        with net[1].register_forward_hook(without(index)):
            change = (net(x) - before).abs().mean()
        print("without feature", index, "mean change", round(change.item(), 2))
# --8<-- [end:answer]
