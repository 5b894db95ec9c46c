import torch

# --8<-- [start:step]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
(weight * weight).sum().backward()
with torch.no_grad():
    weight -= 0.1 * weight.grad
print([round(value, 4) for value in weight.tolist()], weight.is_leaf)
# --8<-- [end:step]

# --8<-- [start:fails]
weight -= 0.1 * weight.grad
# --8<-- [end:fails]
