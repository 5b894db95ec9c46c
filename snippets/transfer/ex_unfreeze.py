import torch
from torch import nn

# --8<-- [start:answer]
torch.manual_seed(0)
body, head = nn.Linear(4, 8), nn.Linear(8, 3)
net = nn.Sequential(body, nn.ReLU(), head)
body.requires_grad_(False)
optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
for epoch in range(4):
    if epoch == 2:
        body.requires_grad_(True)
        optimizer.add_param_group({"params": body.parameters(), "lr": 0.001})
    before = body.weight.clone()
    loss = nn.functional.cross_entropy(net(torch.randn(6, 4)), torch.tensor([0, 1, 2, 0, 1, 2]))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    lrs = [group["lr"] for group in optimizer.param_groups]
    print(epoch, "lr", lrs, " body changed", not torch.equal(body.weight, before))
# --8<-- [end:answer]
