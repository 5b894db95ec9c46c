import torch

# --8<-- [start:penalty]
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
x = torch.rand(4, 2, requires_grad=True)
output = net(x)
# zh: 输出之和对每个样本的梯度，形状 (4, 2)，还能继续求导
# en: the gradient of the summed output for each sample, (4, 2), which can be differentiated again
(gradient,) = torch.autograd.grad(output.sum(), x, create_graph=True)
penalty = ((gradient.norm(dim=1) - 1) ** 2).mean()
penalty.backward()
for name, parameter in net.named_parameters():
    print(name, "None" if parameter.grad is None else tuple(parameter.grad.shape))
# --8<-- [end:penalty]
