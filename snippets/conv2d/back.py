import torch
import torch.nn.functional as F

from snippets.conv2d.image import kernel, x

# --8<-- [start:back]
start = x.clone().requires_grad_()
y = F.conv2d(start, kernel)
back = F.conv_transpose2d(y, kernel)
print(tuple(y.shape[2:]), tuple(back.shape[2:]))
print(x[0, 0, 0].tolist(), back[0, 0, 0].tolist())

# zh: 把 y 自己当作 y 的梯度往回传，看 start 得到什么梯度
# en: send y backward as the gradient of y: which gradient reaches start?
y.backward(y.detach())
print(torch.allclose(start.grad, back, atol=1e-5))
# --8<-- [end:back]
