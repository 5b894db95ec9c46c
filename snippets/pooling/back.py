import torch
import torch.nn.functional as F

from snippets.pooling.image import x

# --8<-- [start:back]
torch.manual_seed(0)
kernel = torch.rand(1, 1, 3, 3)
start = x.clone().requires_grad_()
y = F.conv2d(start, kernel)
back = F.conv_transpose2d(y, kernel)
print("shapes", *[tuple(image.shape[2:]) for image in (x, y, back)])
print("same values:", torch.allclose(back, x))

# zh: 把 y 自己当作 y 的梯度往回传，看 start 得到什么梯度
# en: pass y itself as the gradient of y: which gradient does start get?
y.backward(y.detach())
print("gradient of start:", torch.allclose(start.grad, back, atol=1e-5))
# --8<-- [end:back]
