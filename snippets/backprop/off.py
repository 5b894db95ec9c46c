import torch

# --8<-- [start:off]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
with torch.no_grad():
    a = weight * 2
with torch.inference_mode():
    b = weight * 2
c = (weight * 2).detach()
print([tensor.requires_grad for tensor in (a, b, c)])

view = weight.detach()
view[0] = 9.0
print(weight.tolist())
# --8<-- [end:off]
