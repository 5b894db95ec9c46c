import torch

# --8<-- [start:strides]
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
for name, tensor in {"x": x, "x.T": x.T, "x.T.contiguous()": x.T.contiguous()}.items():
    print(name, tuple(tensor.shape), "stride", tensor.stride())
    print("  contiguous", tensor.is_contiguous(), "same memory as x", tensor.data_ptr() == x.data_ptr())
# --8<-- [end:strides]

# --8<-- [start:fails]
x.T.view(6)
# --8<-- [end:fails]
