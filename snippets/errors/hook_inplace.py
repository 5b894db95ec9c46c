import torch
from torch import nn

# --8<-- [start:fix]
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
net[0].register_full_backward_hook(lambda module, grad_in, grad_out: print(grad_out[0].shape))
net(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix]

# --8<-- [start:fix_resnet]
# zh: 一次关掉全部就地激活；残差连接里的 out += x 改成 out = out + x
# en: turn off all in-place activations; write out = out + x for the out += x of a shortcut
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU(inplace=True))
for layer in net.modules():
    if hasattr(layer, "inplace"):
        layer.inplace = False
net[0].register_full_backward_hook(lambda module, grad_in, grad_out: print(grad_out[0].shape))
net(torch.ones(1, 3, requires_grad=True)).sum().backward()
# --8<-- [end:fix_resnet]

# --8<-- [start:fails]
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU(inplace=True))
net[0].register_full_backward_hook(lambda module, grad_in, grad_out: None)
net(torch.ones(1, 3))
# --8<-- [end:fails]
