import torch

from snippets.transfer.data import draw
from snippets.transfer.loop import train
from snippets.transfer.net import Net


# --8<-- [start:pretrain]
def pretrain():
    torch.manual_seed(0)
    net = Net(5)
    train(net, torch.optim.AdamW(net.parameters(), lr=0.01), *draw([0, 1, 2, 3, 4], 1000), epochs=5)
    return net
# --8<-- [end:pretrain]


# --8<-- [start:body]
def pretrained(state, classes):
    net = Net(classes)
    # zh: 只留下主干的条目，新的头保持随机的初始权重
    # en: keep only the entries of the body; the new head keeps its random initial weights
    body = {name: value for name, value in state.items() if name.startswith("body.")}
    report = net.load_state_dict(body, strict=False)
    assert report.missing_keys == ["head.weight", "head.bias"] and not report.unexpected_keys
    return net
# --8<-- [end:body]
