import torch

# --8<-- [start:copies]
x = torch.ones(3)
print(x.to(x.device) is x, x.to(torch.float64) is x, x.to(x.device, copy=True) is x)
# --8<-- [end:copies]
