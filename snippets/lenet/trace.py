import torch

from snippets.lenet.net import LeNet

# --8<-- [start:trace]
torch.manual_seed(0)
net = LeNet()
names = {layer: name for name, layer in net.named_children()}


def show(layer, args, output):
    # zh: 每层算完时调用：args 是输入的元组，output 是输出
    # en: called when a layer is done: args is the tuple of its inputs
    print(names[layer], tuple(args[0].shape), "->", tuple(output.shape))


for layer in names:
    layer.register_forward_hook(show)

out = net(torch.zeros(1, 1, 32, 32))
# --8<-- [end:trace]
