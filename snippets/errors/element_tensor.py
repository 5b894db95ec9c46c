import torch

# --8<-- [start:fix]
losses = [0.5, 0.25]
print(torch.tensor(losses).mean().item())
# --8<-- [end:fix]

# --8<-- [start:fails]
losses = [0.5, 0.25]
torch.stack(losses)
# --8<-- [end:fails]
