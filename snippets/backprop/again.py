import torch

# --8<-- [start:fails]
x = torch.tensor(2.0, requires_grad=True)
y = x * x
y.backward()
y.backward()
# --8<-- [end:fails]
