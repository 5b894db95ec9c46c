import torch

# --8<-- [start:counter]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
h = torch.sigmoid(weight)
print("version", h._version)
h += 1
print("version", h._version)
# --8<-- [end:counter]

# --8<-- [start:fails]
# device: cpu, the message has another type name on CUDA
h.sum().backward()
# --8<-- [end:fails]
