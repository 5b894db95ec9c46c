"""Sizes that may be any must be any in the picture too: the exporter writes the size of its trial run for some. Needs torch."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from tools.graph.inputs import Input
from tools.graph.program import GraphError, undisturbed
from tools.graph.steps import Graph, shape


def check_sizes(net: nn.Module, graph: Graph, inputs: list[Input]) -> None:
    """Run the network with other sizes where they may be any, and compare with what the graph says."""
    if not any(given.dynamic for given in inputs):
        return
    names = ", ".join(sorted({name for given in inputs for name in given.dynamic.values()}))
    said: dict[str, list[list[int | str]]] = {}
    for node in graph["nodes"]:
        said.setdefault(node["name"], []).append(node["outputs"][0]["shape"] if node["outputs"] else [])
    with undisturbed(net):
        for path, output in _calls(net, [_larger(given) for given in inputs], said.keys() - {""}):
            sizes = said[path].pop(0) if said[path] else []
            if len(sizes) == output.dim() and any(
                isinstance(a, int) and a != b for a, b in zip(sizes, output.shape, strict=True)
            ):
                raise GraphError(
                    f"the exporter fixes a size behind {path}: {shape(sizes)}, where a larger input gives "
                    f"{shape(list(output.shape))}. Give the input numbers in place of {names}."
                )


def _larger(given: Input) -> torch.Tensor:
    sizes = [size + 1 if place in given.dynamic else size for place, size in enumerate(given.tensor.shape)]
    return torch.zeros(sizes, dtype=given.tensor.dtype)


def _calls(net: nn.Module, inputs: list[torch.Tensor], paths: set[str]) -> list[tuple[str, torch.Tensor]]:
    """What the modules of these names give, in the order of their calls."""
    calls: list[tuple[str, torch.Tensor]] = []

    def see(path: str) -> Any:
        return lambda module, args, output: calls.append((path, output if isinstance(output, torch.Tensor) else output[0]))

    hooks = [net.get_submodule(path).register_forward_hook(see(path)) for path in paths]
    try:
        net(*inputs)
    finally:
        for hook in hooks:
            hook.remove()
    return calls
