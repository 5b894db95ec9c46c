import torch
from torch import nn


# --8<-- [start:net]
def make_net():
    pairs = [nn.Sequential(nn.Linear(256, 256), nn.ReLU()) for _ in range(16)]
    return nn.Sequential(*(nn.Sequential(*pairs[i : i + 2]) for i in range(0, 16, 2)))


def megabytes(tensors):
    return round(sum(t.numel() * t.element_size() for t in tensors) / 1e6, 1)
# --8<-- [end:net]


# --8<-- [start:saved]
def saved(net, forward, x):
    # zh: 为反向传播保存的张量；参数不算，同一个张量只算一次
    # en: saved for backward; without parameters, and each tensor once
    own = {p.data_ptr() for p in net.parameters()}
    tensors = {}

    def note(tensor):
        if tensor.data_ptr() not in own:
            tensors[tensor.data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        forward(x)
    return megabytes(tensors.values())
# --8<-- [end:saved]
