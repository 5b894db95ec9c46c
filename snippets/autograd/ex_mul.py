import torch

# --8<-- [start:answer]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
h = weight * weight
h *= 2
h.sum().backward()
print("product changed: weight.grad", weight.grad.tolist())

weight.grad = None
factor = weight * 1
h = factor * factor
factor += 1
try:
    h.sum().backward()
except RuntimeError as error:
    print("factor changed:", str(error).split(":")[0])
# --8<-- [end:answer]
