import torch

# --8<-- [start:silent]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
y = (weight * weight).sum()
weight.data -= 1
y.backward()
print("version", weight._version, "weight.grad", weight.grad.tolist())
# --8<-- [end:silent]
