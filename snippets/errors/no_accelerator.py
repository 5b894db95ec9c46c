import torch

# --8<-- [start:fix]
# device: own
device = torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
print(torch.ones(2).to(device).shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
# device: none, a machine with an accelerator raises nothing
torch.ones(2).to(0)
# --8<-- [end:fails]
