import torch

# --8<-- [start:dim]
x = torch.tensor([[1.0, 2.0, 3.0], [6.0, 5.0, 4.0]])
print("sum()", x.sum().item())
print("sum(dim=0)", x.sum(dim=0).tolist())
print("sum(dim=1)", x.sum(dim=1).tolist())
print("argmax(dim=1)", x.argmax(dim=1).tolist())

images = torch.zeros(4, 3, 32, 28)
print("mean(dim=(0, 2, 3))", tuple(images.mean(dim=(0, 2, 3)).shape))
# --8<-- [end:dim]

# --8<-- [start:keepdim]
x = torch.tensor([[1.0, 1.0, 2.0], [2.0, 4.0, 2.0], [4.0, 4.0, 8.0]])
sums = x.sum(dim=1, keepdim=True)
print("sums", tuple(sums.shape))

# zh: 每行除以自己的和，所以每行加起来应该是 1
# en: each row divided by its sum, so each row should add up to 1
right = x / sums
wrong = x / x.sum(dim=1)
print("right", right.sum(dim=1).tolist())
print("wrong", wrong.sum(dim=1).tolist())
# --8<-- [end:keepdim]
