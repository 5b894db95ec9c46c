"""Networks and their graphs, exported once for all tests of a process."""

from __future__ import annotations

from functools import cache

import torch
from torch import nn

from tests.helpers.networks import LeNet, Zoo, sequential
from tools.graph.export import graph_of

NETS = {
    "functional": (LeNet, (1, 1, 32, 32)),
    "sequential": (sequential, (1, 1, 32, 32)),
    "zoo": (Zoo, (2, 1, 8, 8)),
}


@cache
def drawn(name: str) -> tuple[nn.Module, torch.Tensor, dict]:
    net, shape = NETS[name]
    net, x = net(), torch.zeros(shape)
    return net, x, graph_of(net, x)


def graph(name: str) -> dict:
    return drawn(name)[2]


def named(graph: dict, name: str) -> dict:
    return next(node for node in graph["nodes"] if node["name"] == name)
