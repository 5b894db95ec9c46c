import torch

# --8<-- [start:proof]
input = torch.ones(2)
print(callable(input))
del globals()["input"]
print(callable(input))
# --8<-- [end:proof]
