import torch

# --8<-- [start:proof]
x = torch.zeros(2, 3)
print(x.reshape(6).data_ptr() == x.data_ptr(), x.T.reshape(6).data_ptr() == x.data_ptr())
# --8<-- [end:proof]
