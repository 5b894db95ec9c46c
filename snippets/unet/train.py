import torch
import torch.nn.functional as F


# --8<-- [start:train]
def train(net, x, target, epochs=8, lr=0.01):
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    # zh: 学习率从 0.01 降到它的十分之一
    # en: the learning rate falls from 0.01 to a tenth of it
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.1, epochs)
    for epoch in range(epochs):
        for i in range(0, len(x), 20):
            optimizer.zero_grad()
            # zh: 得分 (20, 3, 32, 32)，目标 (20, 32, 32)
            # en: scores (20, 3, 32, 32), target (20, 32, 32)
            loss = F.cross_entropy(net(x[i : i + 20]), target[i : i + 20])
            loss.backward()
            optimizer.step()
        scheduler.step()
    return loss.item()


def iou(net, x, target, label):
    net.eval()
    with torch.no_grad():
        found = net(x).argmax(dim=1) == label
    wanted = target == label
    return ((found & wanted).sum() / (found | wanted).sum()).item()
# --8<-- [end:train]
