import torch

from snippets.names.net import Net

# --8<-- [start:save]
import argparse

torch.manual_seed(0)
net = Net()
options = argparse.Namespace(lr=0.1)
checkpoint = {"net": net.state_dict(), "epoch": 3, "options": options}
torch.save(checkpoint, "checkpoint.pt")

with torch.serialization.safe_globals([argparse.Namespace]):
    checkpoint = torch.load("checkpoint.pt")
print(list(checkpoint), checkpoint["options"].lr)
print(net.load_state_dict(checkpoint["net"]))
# --8<-- [end:save]

# --8<-- [start:fails]
net.load_state_dict(checkpoint)
# --8<-- [end:fails]
