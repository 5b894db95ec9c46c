"""The tree of a module's modules, as `named_modules()` walks it. Needs torch; drawing does not."""

from __future__ import annotations

from typing import Any

from torch import nn
from torch.nn.parameter import is_lazy

from tools.graph.program import GraphError


def tree_of(net: nn.Module) -> dict[str, Any]:
    """As plain data. A module that hangs in two places is drawn once, with two lines."""
    names = {module: name for name, module in net.named_modules()}
    if lazy := [name for module, name in names.items() if any(map(is_lazy, module.parameters(recurse=False)))]:
        raise GraphError(f"{lazy[0] or 'the network'} is lazy: it has no sizes until it sees an input. Give --input as well")
    parents: dict[nn.Module, list[str]] = {module: [] for module in names}
    for module, name in names.items():
        for child in module.children():
            parents[child].append(name)
    return {
        "kind": "tree",
        "title": type(net).__name__,
        "parameters": sum(weight.numel() for weight in net.parameters()),
        "inputs": [],
        "outputs": [],
        "nodes": [
            {
                "name": name,
                "type": type(module).__name__,
                "inputs": parents[module],
                "outputs": [{"name": name}],
                "attributes": {},
                "weights": [{"name": key, "shape": list(weight.shape)} for key, weight in module.named_parameters(recurse=False)],
                "parameters": sum(weight.numel() for weight in module.parameters()),
            }
            for module, name in names.items()
        ],
    }
