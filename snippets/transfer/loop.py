import torch
import torch.nn.functional as F


# --8<-- [start:loop]
def train(net, optimizer, x, target, epochs=30, frozen_body=False):
    for _ in range(epochs):
        net.train()
        if frozen_body:
            # zh: 主干的 BatchNorm 只使用滑动平均，不更新它们
            # en: the BatchNorms of the body use their running statistics and do not update them
            net.body.eval()
        for batch in torch.randperm(len(x)).split(64):
            loss = F.cross_entropy(net(x[batch]), target[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def accuracy(net, x, target):
    net.eval()
    with torch.no_grad():
        return (net(x).argmax(dim=1) == target).float().mean().item()
# --8<-- [end:loop]
