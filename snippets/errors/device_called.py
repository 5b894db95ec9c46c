import torch

# --8<-- [start:fix]
device = torch.device("cpu")
print(torch.ones(2).to(device).device.type)
# --8<-- [end:fix]

# --8<-- [start:fails]
device = torch.device("cpu")
x = device(torch.ones(2))
# --8<-- [end:fails]
