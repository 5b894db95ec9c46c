import torch

# --8<-- [start:keep]
x = torch.tensor(2.0, requires_grad=True)
y = x * x
y.backward(retain_graph=True)
y.backward()
print(x.grad.item())
# zh: 加法什么也不用记，所以第二次也行
# en: addition keeps nothing, so a second time is fine
y = x + 1
y.backward()
y.backward()
print(x.grad.item())
# --8<-- [end:keep]
