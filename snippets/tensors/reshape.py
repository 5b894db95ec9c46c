import torch

# --8<-- [start:reshape]
x = torch.arange(12)
print(*x.reshape(3, 4).tolist(), sep="\n")
print("view(2, -1)", tuple(x.view(2, -1).shape))

images = torch.zeros(4, 3, 8, 8)
print("flatten(1)", tuple(images.flatten(1).shape))
print("flatten()", tuple(images.flatten().shape))
# --8<-- [end:reshape]

# --8<-- [start:shared]
x = torch.arange(6)
table = x.view(2, 3)
first_row = table[0]
# zh: clone() 复制一份，有自己的内存
# en: clone() makes a copy with a memory of its own
copy = x.clone()

table[0, 0] = 100
print("x", x.tolist())
print("first_row", first_row.tolist())
print("copy", copy.tolist())
# --8<-- [end:shared]
