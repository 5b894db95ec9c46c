import torch

from snippets.lenet.net import LeNet


# --8<-- [start:bars]
def bars():
    net = LeNet()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.zero_()
        # zh: 核 0 找竖线：中间一列是 1，最外两列是 −0.5
        # en: kernel 0 finds vertical bars: middle column 1, outer two −0.5
        net.conv1.weight[0, 0, :, 2] = 1
        net.conv1.weight[0, 0, :, [0, 4]] = -0.5
        # zh: 核 1 是它的转置，找横线
        # en: kernel 1 is its transpose and finds horizontal ones
        net.conv1.weight[1, 0] = net.conv1.weight[0, 0].T
        # zh: 两张图原样通过 conv2，fc1 各自求和，fc2、fc3 原样交出
        # en: conv2 passes both maps on, fc1 sums up each, fc2 and fc3 hand on
        net.conv2.weight[0, 0, 2, 2] = net.conv2.weight[1, 1, 2, 2] = 1
        net.fc1.weight[0, :25] = net.fc1.weight[1, 25:50] = 1
        for fc in (net.fc2, net.fc3):
            fc.weight[0, 0] = fc.weight[1, 1] = 1
    return net
# --8<-- [end:bars]
