import torch

# --8<-- [start:copies]
x = torch.ones(3)
print("same device:", x.to(x.device) is x)
print("other dtype:", x.to(torch.float64) is x)
print("copy=True:", x.to(x.device, copy=True) is x)
# --8<-- [end:copies]
