import torch

# --8<-- [start:fix]
x = torch.ones(4, requires_grad=True)
torch.fft.fft(x).abs().sum().backward()
print(x.grad.shape)
# --8<-- [end:fix]

# --8<-- [start:fails]
x = torch.ones(4, requires_grad=True)
torch.fft.fft(x).sum().backward()
# --8<-- [end:fails]
