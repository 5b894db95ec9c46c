import torch

# --8<-- [start:product]
a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
b = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]])
print("a * a", tuple((a * a).shape), (a * a).tolist())
print("a @ b", tuple((a @ b).shape), (a @ b).tolist())
print("row 0 of a, column 1 of b", (a[0] * b[:, 1]).sum().item())
# --8<-- [end:product]

# --8<-- [start:linear]
# zh: 4 个样本，每个 3 个特征
# en: 4 samples of 3 features each
x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [0.0, 0.0, 0.0]])
# zh: 2 个输出，每个输出一行，每行 3 个权重
# en: 2 outputs, one row of 3 weights for each
weight = torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 2.0]])
bias = torch.tensor([10.0, 20.0])

# zh: (4, 3) @ (3, 2) + (2,) -> (4, 2)
# en: (4, 3) @ (3, 2) + (2,) -> (4, 2)
y = x @ weight.T + bias
print(*y.tolist(), sep="\n")

batches = torch.zeros(10, 4, 3)
print("batches @ weight.T", tuple((batches @ weight.T).shape))
# --8<-- [end:linear]

# --8<-- [start:fails]
x @ weight
# --8<-- [end:fails]
