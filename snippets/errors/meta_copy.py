from torch import nn

# --8<-- [start:fix]
net = nn.Linear(3, 2, device="meta").to_empty(device="cpu")
net.reset_parameters()
print(net.weight.device.type, bool(net.weight.isfinite().all()))
# --8<-- [end:fix]

# --8<-- [start:fails]
net = nn.Linear(3, 2, device="meta")
net.to("cpu")
# --8<-- [end:fails]
