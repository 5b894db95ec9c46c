import torch

# --8<-- [start:fix_count]
# device: own
count = torch.cuda.device_count()
device = torch.device("cuda", count - 1) if count else torch.device("cpu")
print(torch.ones(2, device=device).shape)
# --8<-- [end:fix_count]
