import torch

# --8<-- [start:off]
weight = torch.tensor([1.0, 2.0], requires_grad=True)
with torch.no_grad():
    a = weight * 2
with torch.inference_mode():
    b = weight * 2
c = (weight * 2).detach()
for name, tensor in {"no_grad": a, "inference_mode": b, "detach": c}.items():
    print(f"{name:14} requires_grad={tensor.requires_grad} grad_fn={tensor.grad_fn}")

detached = weight.detach()
detached[0] = 9.0
print("weight", weight.tolist())
# --8<-- [end:off]
