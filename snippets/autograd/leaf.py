import torch

# --8<-- [start:fails]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
(weight * weight).sum().backward()
weight -= 0.1 * weight.grad
# --8<-- [end:fails]
