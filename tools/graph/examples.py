"""The picture that an example asks for: `# graph:`, `# gradients:` or `# tree:`, run and read. Needs torch."""

from __future__ import annotations

import io
import warnings
from contextlib import ExitStack, chdir, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from tools import graph
from tools.examples import LANGUAGES, Example, padded, sources_hash
from tools.faults import relative
from tools.graph.export import graph_of
from tools.graph.gradients import gradients_of, watched
from tools.graph.program import GraphError
from tools.graph.tree import tree_of


def namespace_of(example: Example) -> dict[str, Any]:
    """What the file binds, up to a section that is meant to fail."""
    names: dict[str, Any] = {"__name__": relative(example.path).removesuffix(".py").replace("/", ".")}
    with ExitStack() as stack:
        stack.enter_context(chdir(stack.enter_context(TemporaryDirectory())))
        stack.enter_context(redirect_stdout(io.StringIO()))
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        stack.enter_context(torch.random.fork_rng(devices=[]))
        for section in example.sections:
            if section.kind != "fails":
                exec(compile(padded(section), relative(example.path), "exec"), names)
    return names


def network_of(example: Example) -> tuple[torch.nn.Module, list[torch.Tensor]]:
    """The network that `# graph:` or `# tree:` names, and inputs of the shapes that follow."""
    call, _, shapes = example.drawing.rpartition(")")
    network = eval(f"{call})", namespace_of(example))
    return network, [torch.zeros([int(size) for size in shape.split("x")]) for shape in shapes.split()]


def gradients_drawn(example: Example) -> dict[str, Any]:
    """`# gradients: loss net`: a tensor and, to name its parameters and modules, a network; or else variables name the leaves."""
    with watched() as makers:
        names = namespace_of(example)
    title, *network = example.drawing.split()
    if missing := [name for name in (title, *network) if name not in names]:
        raise GraphError(f"the file binds no {missing[0]}")
    leaves = {id(value): name for name, value in names.items() if isinstance(value, torch.Tensor)}
    modules = {}
    for name in network:
        leaves |= {id(parameter): path for path, parameter in names[name].named_parameters()}
        modules |= {module: path for path, module in names[name].named_modules()}
    return gradients_of(title, names[title], leaves, {node: modules.get(maker, "") for node, maker in makers.items()})


def drawn(example: Example) -> dict[str, Any]:
    if example.draws == "gradients":
        return gradients_drawn(example)
    network, inputs = network_of(example)
    return tree_of(network) if example.draws == "tree" else graph_of(network, *inputs)


def graph_records(example: Example) -> dict[Path, str]:
    """As data and as pictures."""
    data = drawn(example) | {"sources": sources_hash(example.path)}
    pictures = {example.path.with_suffix(f".{language}.svg"): graph.svg(data, language) for language in LANGUAGES}
    return {example.path.with_suffix(".graph"): graph.dumps(data), **pictures}
