import torch

# --8<-- [start:unrecorded]
plain = torch.tensor(2.0)
weight = torch.tensor(2.0, requires_grad=True)
print("plain * 3 ", (plain * 3).grad_fn)
print("weight * 3", (weight * 3).grad_fn.name())
with torch.no_grad():
    print("weight * 3, no_grad", (weight * 3).grad_fn)
# --8<-- [end:unrecorded]
