# --8<-- [start:imports]
import torch
# --8<-- [end:imports]

# --8<-- [start:table]
# zh: 2 个样本，每个样本 3 个特征：一行是一个样本
# en: 2 samples of 3 features each: one row is one sample
x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print("shape", tuple(x.shape))
print("dtype", x.dtype)
print("dimensions", x.ndim, "elements", x.numel())
# --8<-- [end:table]

# --8<-- [start:scalar]
total = x.sum()
print("shape", tuple(total.shape), "dimensions", total.ndim)
print("tensor", total)
print("number", total.item())
# --8<-- [end:scalar]

# --8<-- [start:dtype]
# device: cpu, it prints the name of the device
labels = torch.tensor([3, 1, 2])
print("labels", labels.dtype)
print("labels / 2", (labels / 2).dtype)
print("labels.float()", labels.float().dtype)
print("x > 2", (x > 2).dtype)
print("device", x.device)
# --8<-- [end:dtype]
