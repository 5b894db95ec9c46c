"""The picture that an example asks for: `# graph:`, `# gradients:` or `# tree:`, run and read. Needs torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from tools.base.project import LANGUAGES
from tools.graph.export import exported
from tools.graph.gradients import gradients_of, watched
from tools.graph.inputs import Input, input_of
from tools.graph.model import LARGEST, model_of
from tools.graph.program import GraphError
from tools.graph.steps import dumps
from tools.graph.svg import svg
from tools.graph.tree import tree_of
from tools.page.pictures import picture
from tools.record.examples import namespace_of
from tools.sources.examples import PLOT_SECTION, Example, sources_hash

LYING = "horizontal"
"""At the end of `# graph: …`: from left to right."""


def network_of(example: Example) -> tuple[torch.nn.Module, list[Input]]:
    """The network that `# graph:` or `# tree:` names, with the same weights each time, and the inputs that follow."""
    call, _, inputs = example.drawing.rpartition(")")
    names = namespace_of(example, leave_out=[PLOT_SECTION])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return eval(f"{call})", names), [input_of(text) for text in inputs.split() if text != LYING]


def gradients_drawn(example: Example) -> dict[str, Any]:
    """`# gradients: loss net`: a tensor and, to name its parameters and modules, a network; or else variables name the leaves."""
    with watched() as makers:
        names = namespace_of(example, leave_out=[PLOT_SECTION])
    title, *network = example.drawing.split()
    if missing := [name for name in (title, *network) if name not in names]:
        raise GraphError(f"the file binds no {missing[0]}")
    leaves = {id(value): name for name, value in names.items() if isinstance(value, torch.Tensor)}
    modules = {}
    for name in network:
        leaves |= {id(parameter): path for path, parameter in names[name].named_parameters()}
        modules |= {module: path for path, module in names[name].named_modules()}
    return gradients_of(title, names[title], leaves, {node: modules.get(maker, "") for node, maker in makers.items()})


def drawn(example: Example) -> tuple[dict[str, Any], bytes]:
    """The picture as data, and the network as an .onnx file; that of a large one would be too heavy for readers."""
    if example.draws == "gradients":
        return gradients_drawn(example), b""
    network, inputs = network_of(example)
    if example.draws == "tree":
        return tree_of(network), b""
    data, program = exported(network, inputs)
    if example.drawing.endswith(f" {LYING}"):
        data["direction"] = LYING
    model = model_of(program)
    return data, model if len(model) <= LARGEST else b""


def graph_records(example: Example) -> dict[Path, str | bytes]:
    """As data, as pictures and, of a network, as a file for other programs."""
    data, model = drawn(example)
    data |= {"sources": sources_hash(example.path)}
    graph = example.path.with_suffix(".graph")
    return {graph: dumps(data), **svgs(graph, data)} | ({example.path.with_suffix(".onnx"): model} if model else {})


def svgs(graph: Path, data: dict[str, Any]) -> dict[Path, str]:
    """A `.graph` as tools/graph/svg.py draws it, in each language."""
    return {picture(graph, language): svg(data, language) for language in LANGUAGES}
