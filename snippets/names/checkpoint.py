import torch

from snippets.names.net import Net

# --8<-- [start:save]
torch.manual_seed(0)
net = Net()
checkpoint = {"net": net.state_dict(), "epoch": 3, "options": {"lr": 0.1}}
torch.save(checkpoint, "checkpoint.pt")

checkpoint = torch.load("checkpoint.pt")
print(list(checkpoint), checkpoint["epoch"], checkpoint["options"])
print(net.load_state_dict(checkpoint["net"]))
# --8<-- [end:save]

# --8<-- [start:fails]
net.load_state_dict(checkpoint)
# --8<-- [end:fails]
