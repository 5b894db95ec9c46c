import torch

# --8<-- [start:in-place]
x = torch.tensor([1.0, 2.0, 3.0])
other_name = x
first_two = x[:2]

# zh: 得到新张量，x 不变
# en: a new tensor, x stays as it is
y = x + 10
print("x", x.tolist())

# zh: 直接改 x 里的元素
# en: the elements of x itself are changed
x += 10
print("other_name", other_name.tolist())
print("first_two", first_two.tolist())

# zh: 名字 x 换到一个新张量上，原来的张量不变
# en: the name x now refers to a new tensor, the old tensor stays as it is
x = x + 100
print("x", x.tolist())
print("other_name", other_name.tolist())
# --8<-- [end:in-place]
