import torch

# --8<-- [start:proof]
out = torch.tensor([1.0, 2.0], requires_grad=True)
out.backward(torch.tensor([10.0, 1.0]))
print(out.grad.tolist())
# --8<-- [end:proof]
