"""Sizes that may be any must be any in the picture too: the exporter writes the size of its trial run for some. Needs torch."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from tools.graph.inputs import Input, tensors
from tools.graph.program import GraphError, undisturbed
from tools.graph.reader import cause, first_line
from tools.graph.steps import MADE_OF_NONE, Graph, shape

Sizes = list[int | str]


def check_sizes(net: nn.Module, graph: Graph, inputs: list[Input]) -> None:
    """Run the network with other sizes where they may be any, and compare with what the graph says."""
    if not any(given.dynamic for given in inputs):
        return
    names = {name: given.tensor.shape[place] + 1 for given in inputs for place, name in given.dynamic.items()}
    drawn: dict[nn.Module, list[tuple[str, list[Sizes]]]] = {}
    for node in graph["nodes"]:
        if node["name"] and node["type"] not in MADE_OF_NONE:
            shapes = [value["shape"] for value in node["outputs"]]
            drawn.setdefault(net.get_submodule(node["name"]), []).append((node["name"], shapes))
    with undisturbed(net):
        try:
            calls = _calls(net, [_larger(given) for given in inputs], drawn.keys())
        except Exception as error:
            raise GraphError(
                f"the network does not run where {', '.join(f'{name} is {size}' for name, size in names.items())}: "
                f"{first_line(cause(error))}. Give the input numbers in place of {', '.join(sorted(names))}."
            ) from error
    for module, steps in drawn.items():
        left = calls[module]
        for path, shapes in steps:
            # what comes of a call may be thrown away: that one is not drawn
            at = next((at for at, call in enumerate(left) if all(_fits(sizes, call, names) for sizes in shapes)), None)
            if at is None and left:
                wrong = next(sizes for sizes in shapes if not _fits(sizes, left[0], names))
                raise GraphError(
                    f"the exporter fixes a size behind {path}: {shape(wrong)}, where a larger input gives "
                    f"{shape(_nearest(wrong, left[0]))}. Give the input numbers in place of {', '.join(sorted(names))}."
                )
            left = left[(at or 0) + 1 :]


def _same(drawn: int | str, size: int, names: dict[str, int]) -> bool:
    """A size that is computed, such as `2*batch`, may be any."""
    return drawn == size if isinstance(drawn, int) else names.get(drawn, size) == size


def _fits(sizes: Sizes, call: list[Sizes], names: dict[str, int]) -> bool:
    """Is that one of the tensors that a call gave? The exporter may hold one in another form: that cannot be compared."""
    alike = [found for found in call if len(found) == len(sizes)]
    return not alike or any(all(_same(a, b, names) for a, b in zip(sizes, found, strict=True)) for found in alike)


def _nearest(sizes: Sizes, call: list[Sizes]) -> Sizes:
    alike = [found for found in call if len(found) == len(sizes)]
    return max(alike, key=lambda found: sum(a == b for a, b in zip(sizes, found, strict=True)))


def _larger(given: Input) -> torch.Tensor:
    sizes = [size + 1 if place in given.dynamic else size for place, size in enumerate(given.tensor.shape)]
    return torch.zeros(sizes, dtype=given.tensor.dtype)


def _calls(net: nn.Module, inputs: list[torch.Tensor], modules: Any) -> dict[nn.Module, list[list[Sizes]]]:
    """The shapes of all tensors that these modules give, call for call. A module that hangs in two places is one module."""
    calls: dict[nn.Module, list[list[Sizes]]] = {module: [] for module in modules}

    def see(module: nn.Module, args: Any, output: Any) -> None:
        calls[module].append([list(tensor.shape) for tensor in tensors(output)])

    hooks = [module.register_forward_hook(see) for module in calls]
    try:
        net(*inputs)
    finally:
        for hook in hooks:
            hook.remove()
    return calls
