"""The graph that backward() walks, from `loss.grad_fn` over `next_functions` to the leaves. Needs torch; drawing does not."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.autograd.graph import Node
from torch.nn.modules.module import Module, register_module_forward_hook, register_module_forward_pre_hook

from tools.graph.inputs import tensors
from tools.graph.program import GraphError


def _now() -> int:
    """Nodes are numbered as they are made: what is made after this one has a higher number."""
    with torch.enable_grad():
        return (torch.ones((), device="cpu", requires_grad=True) * 1).grad_fn._sequence_nr()


@contextmanager
def watched() -> Iterator[dict[Node, Module]]:
    """While code runs: the node of each operator that the forward() of a module without children makes, and that module."""
    makers: dict[Node, Module] = {}
    began: dict[Module, int] = {}

    def enter(module: Module, args: Any) -> None:
        began[module] = _now()

    def leave(module: Module, args: Any, output: Any) -> None:
        waiting = [] if list(module.children()) else [tensor.grad_fn for tensor in tensors(output)]
        while waiting:
            node = waiting.pop()
            # a leaf's node has the highest number there is, whenever it is made
            if node and node not in makers and next_nodes(node) and node._sequence_nr() > began[module]:
                makers[node] = module
                waiting += next_nodes(node)

    hooks = [register_module_forward_pre_hook(enter), register_module_forward_hook(leave)]
    try:
        yield makers
    finally:
        for hook in hooks:
            hook.remove()


def next_nodes(node: Node) -> list[Node]:
    """Where the node hands gradients on to; None stands for a tensor that needs none."""
    return [following for following, _ in node.next_functions if following is not None]


def in_order(root: Node) -> list[Node]:
    """As backward() runs them: each when all gradients that flow into it are there, what was made last first."""
    found, waits = [root], Counter()
    for node in found:
        for following in next_nodes(node):
            if following not in waits:
                found.append(following)
            waits[following] += 1
    place = {node: i for i, node in enumerate(found)}
    ready, order = [(0, 0)], []
    while ready:
        node = found[heapq.heappop(ready)[1]]
        order.append(node)
        for following in next_nodes(node):
            waits[following] -= 1
            if not waits[following]:
                heapq.heappush(ready, (-following._sequence_nr(), place[following]))
    return order


def gradients_of(title: str, loss: torch.Tensor, leaves: dict[int, str], makers: dict[Node, str]) -> dict[str, Any]:
    """As plain data. `leaves`: names of tensors, by their id; `makers`: names of the modules that made nodes."""
    if loss.grad_fn is None:
        raise GraphError(f"{title} has no grad_fn: nothing that it was computed from requires a gradient")
    order = in_order(loss.grad_fn)
    place = {node: i for i, node in enumerate(order)}
    takes: dict[Node, list[str]] = {node: [] for node in order}
    takes[loss.grad_fn].append(title)
    nodes = []
    for node in order:
        gives = []
        for i, (following, place_in) in enumerate(node.next_functions):
            if following is not None:
                gives.append({"name": f"{place[node]}.{i}", "shape": list(following._input_metadata[place_in].shape)})
                takes[following].append(gives[-1]["name"])
        leaf = getattr(node, "variable", None)
        name = makers.get(node, "") if leaf is None else leaves.get(id(leaf), "")
        size = 0 if leaf is None else leaf.numel()
        row = {"name": name, "type": node.name().rpartition(":")[2], "inputs": takes[node], "outputs": gives}
        nodes.append(row | {"attributes": {}, "weights": [], "parameters": size})
    return {
        "kind": "gradients",
        "title": title,
        "parameters": sum(node["parameters"] for node in nodes),
        "inputs": [{"name": title, "shape": list(loss.shape)}],
        "outputs": [],
        "nodes": nodes,
    }
