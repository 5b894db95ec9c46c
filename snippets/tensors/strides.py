import torch

# --8<-- [start:strides]
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
copied = x.T.contiguous()
print("stride of x", x.stride())
print("stride of x.T", x.T.stride())
print("stride of copied", copied.stride())

print("x.T contiguous", x.T.is_contiguous())
print("copied contiguous", copied.is_contiguous())
# zh: data_ptr()：第一个元素在内存里的位置
# en: data_ptr(): where the first element is in memory
print("x.T in the memory of x", x.T.data_ptr() == x.data_ptr())
print("copied in the memory of x", copied.data_ptr() == x.data_ptr())
# --8<-- [end:strides]

# --8<-- [start:fails]
x.T.view(6)
# --8<-- [end:fails]
